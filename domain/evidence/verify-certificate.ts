import { geographyOf } from '../identifiers.ts';
import { clockSkew, type Instant, instantOf } from '../time.ts';
import type { PurgeCertificate } from './certificate.ts';
import { hasIdOfItsPurge } from './certificate-id.ts';
import { purgeCertificateShape } from './certificate-shape.ts';
import type { CertificateFile } from './evidence-files.ts';
import { certificateFileShape } from './file-shapes.ts';
import { leafOf } from './log-leaf.ts';
import { type Refusal, refused } from './refusal.ts';
import { longestFile, memberOf, readStrict, shaped } from './strict-file.ts';
import { type InLog, type Trust, verifyInLog } from './verify-in-log.ts';

/** A certificate that the log of its cell holds. */
export type VerifiedCertificate = {
  readonly verified: true;
  readonly kind: 'certificate';
  readonly certificate: PurgeCertificate;
} & InLog;

/**
 * Verifies a certificate file (BY-2): its form, what it says against itself, its place in the log, the signature of
 * the checkpoint, and that the log grew from an earlier checkpoint where one is given. Asks nobody and nothing.
 */
export const verifyCertificateFile = (bytes: Uint8Array, trust: Trust): VerifiedCertificate | Refusal => {
  const read = readStrict(bytes, longestFile.certificate);
  if (!read.verified) return read;
  const known = knownVersions(read.value);
  if (known !== undefined) return known;
  const file = shaped(read.value, 'certificate-file', certificateFileShape);
  if (!file.verified) return file;
  return verifyParts(file.value, trust);
};

/** Versions are asked for from the outside in, so that a newer one is told apart from a broken file. */
const knownVersions = (value: unknown): Refusal | undefined => {
  const anyShape = { fault: () => undefined };
  const file = shaped(value, 'certificate-file', anyShape);
  if (!file.verified) return file;
  const certificate = shaped(memberOf(value, 'certificate'), 'purge-certificate', purgeCertificateShape);
  return certificate.verified ? undefined : certificate;
};

const verifyParts = (file: CertificateFile, trust: Trust): VerifiedCertificate | Refusal => {
  const { certificate, inclusion } = file;
  const inLog = verifyInLog(certificate, inclusion, file, trust);
  if (!inLog.verified) return inLog;
  const contradiction = contradictionIn(certificate, inLog.value.checkpoint.at);
  if (contradiction !== undefined) {
    return refused('contradiction', `The certificate contradicts itself: ${contradiction}.`);
  }
  return hasIdOfItsPurge(certificate)
    ? { verified: true, kind: 'certificate', certificate, ...inLog.value }
    : refused('foreign-id', 'The identifier is not that of the purge: this is not its certificate.');
};

/** What a certificate says against itself: signed or not, such a one is worth nothing. */
const contradictionIn = (certificate: PurgeCertificate, signedAt: string): string | undefined =>
  [...claims(certificate), ...claimsInTime(certificate, instantOf(signedAt))].find(([holds]) => !holds)?.[1];

/** Each thing that has to hold, and what is wrong where it does not. */
type Claims = readonly (readonly [boolean, string])[];

const claims = (certificate: PurgeCertificate): Claims => {
  const { cell, scope, counts, deadline, deletedAt, completeBy, otherCopies, reasons, supersedes } =
    certificate;
  const { captured, deleted, moved, verdict } = counts;
  return [
    [
      [certificate.id, scope.subject, scope.workspace, scope.epoch].every((id) => geographyOf(id) === cell),
      'an identifier is of another cell',
    ],
    [
      certificate.revision === (supersedes?.revision ?? 0) + 1 && saysOnlyThatItIsComplete(certificate),
      'its revision does not follow the one that it supersedes',
    ],
    [(deleted + moved === captured) === (verdict === 'add-up'), 'its counts and what it says of them differ'],
    [certificate.heldRemainder === moved, 'what is held is not what was moved'],
    [
      reasons.map((reason) => reason.deadline).sort()[0] === deadline,
      'its deadline is not the earliest of its reasons',
    ],
    [reasons.some(({ cause }) => cause === certificate.cause), 'its cause is not among its reasons'],
    [
      completeBy === [deletedAt, ...otherCopies.map(({ until }) => until)].sort().at(-1),
      'it is complete at another time than its last copy is gone',
    ],
    [
      certificate.met === completeBy <= deadline,
      'whether the deadline was met does not follow from its dates',
    ],
    [
      certificate.status === 'complete' || otherCopies.length > 0,
      'copies are waited for, and none are named',
    ],
  ];
};

/**
 * A completion says anew that the certificate is complete, and nothing else. Of the first revision everything else is
 * known from the second, and so its leaf is; of a later one it is not, for that has a reason of its own.
 */
const saysOnlyThatItIsComplete = ({ supersedes: before, ...said }: PurgeCertificate): boolean =>
  before?.cause !== 'completed' ||
  (said.status === 'complete' &&
    (before.revision > 1 || before.leaf === leafOf({ ...said, revision: 1, status: 'active-deleted' })));

/** Nothing is certified before it happened. The clocks of a cell may differ a little. */
const claimsInTime = ({ status, deletedAt, completeBy }: PurgeCertificate, signedAt: Instant): Claims => [
  [instantOf(deletedAt) <= signedAt + clockSkew, 'the deletion is after the checkpoint'],
  [
    status === 'active-deleted' || instantOf(completeBy) <= signedAt + clockSkew,
    'it is complete before the last copy is gone',
  ],
];

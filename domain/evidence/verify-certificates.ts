import { canonicalize } from '../canonical-form.ts';
import { lotName } from '../retention/lot.ts';
import { correctable, type PurgeCertificate, type Supersedes } from './certificate.ts';
import { leafOf } from './log-leaf.ts';
import { otherLog } from './one-log.ts';
import { type Refusal, refused } from './refusal.ts';
import { type VerifiedCertificate, verifyCertificateFile } from './verify-certificate.ts';
import type { Trust } from './verify-in-log.ts';

/** Several certificates, each verified, that do not speak against each other. */
export type VerifiedCertificates = {
  readonly verified: true;
  readonly kind: 'certificates';
  readonly certificates: readonly VerifiedCertificate[];
};

/**
 * Verifies certificate files, and holds them against each other (I6): of a purge there is one certificate, of a
 * revision one wording, and each revision takes the place of the very one before it, as far as both are given.
 */
export const verifyCertificateFiles = (
  files: Iterable<Uint8Array>,
  trust: Trust,
): VerifiedCertificates | Refusal => {
  const certificates: VerifiedCertificate[] = [];
  for (const bytes of files) {
    const one = verifyCertificateFile(bytes, trust);
    if (!one.verified) return one;
    const wrong =
      second(
        one.certificate,
        certificates.map(({ certificate }) => certificate),
      ) ??
      otherLog(
        one.checkpoint,
        certificates.map(({ checkpoint }) => checkpoint),
      );
    if (wrong !== undefined) return wrong;
    certificates.push(one);
  }
  return certificates.length > 0
    ? { verified: true, kind: 'certificates', certificates }
    : refused('wrong-kind', 'There is no certificate without a file.');
};

const purgeOf = ({ scope }: PurgeCertificate): string => `${scope.epoch}#${lotName(scope)}`;

/** What keeps a certificate from standing beside others; undefined where nothing does. */
const second = (one: PurgeCertificate, others: readonly PurgeCertificate[]): Refusal | undefined => {
  const ofPurge = others.filter((other) => purgeOf(other) === purgeOf(one));
  if (ofPurge.some(({ id }) => id !== one.id)) return twice('of one purge there are two certificates');
  const ofRevision = ofPurge.find(({ revision }) => revision === one.revision);
  if (ofRevision !== undefined && leafOf(ofRevision) !== leafOf(one)) {
    return twice(`of revision ${one.revision} there are two that say different things`);
  }
  const follows = ofPurge.every((other) => takesItsPlace(one, other) && takesItsPlace(other, one));
  if (!follows) return twice('a revision takes the place of another document than the one before it');
  const silent = ofPurge.some((other) => changesSilently(one, other) || changesSilently(other, one));
  return silent ? twice('a revision changes what no revision of its kind can change') : undefined;
};

/** What a revision may say anew; its own number and reason it always does. */
const mayChange: Readonly<Record<Supersedes['cause'], readonly (keyof PurgeCertificate)[]>> = {
  completed: ['status'],
  corrected: correctable,
};

/** Whether a revision says otherwise, against the very one before it, what it may not say anew. */
const changesSilently = (one: PurgeCertificate, before: PurgeCertificate): boolean => {
  const { supersedes } = one;
  if (supersedes?.revision !== before.revision) return false;
  const kept = (of: PurgeCertificate) =>
    canonicalize(
      Object.fromEntries(
        Object.entries(of).filter(
          ([name]) =>
            !['revision', 'supersedes', ...mayChange[supersedes.cause]].some((each) => each === name),
        ),
      ),
    );
  return kept(one) !== kept(before);
};

/** Whether a revision names the one before it by its leaf; true where the other is not the one before it. */
const takesItsPlace = ({ supersedes }: PurgeCertificate, before: PurgeCertificate): boolean =>
  supersedes?.revision !== before.revision || supersedes.leaf === leafOf(before);

const twice = (what: string): Refusal =>
  refused(
    'second-certificate',
    `The certificates do not belong together: ${what}. Keep all files: they are the evidence.`,
  );

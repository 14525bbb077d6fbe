import type { DeletionPolicy } from '../consent/epoch.ts';
import type { NoticeReference } from '../consent/notice-reference.ts';
import type { CertificateId, EpochId, WorkspaceId } from '../identifiers.ts';
import type { Category } from '../programs/data.ts';
import type { DeadlineReason } from '../retention/deadline.ts';
import {
  type CertificateLimit,
  everyCertificateLimit,
  type OtherCopy,
  type PurgeCertificate,
  type Supersedes,
} from './certificate.ts';
import { listOf, object, oneOf, type Shape, text, truth, whole } from './shape.ts';
import {
  cell,
  day,
  hash,
  hashOrNone,
  identifierOf,
  instant,
  sentence,
  shard,
  subject,
  word,
} from './texts.ts';

const cause = oneOf('retention', 'opt-out', 'request', 'offboarding');

const reason = object<DeadlineReason>(
  { cause, deadline: instant, purgeFrom: instant, basis: sentence, wasDue: instant },
  'basis',
  'wasDue',
);

/** What a choice was bound to: a notice, its version and the hash of its words. */
export const noticeReference: Shape<NoticeReference> = object<NoticeReference>({
  id: word,
  version: whole(1),
  hash,
});

const policy = object<DeletionPolicy>({
  // Words, and not today's list: a later version knows more of them, and this one verifies its certificates too.
  categories: listOf(word as Shape<Category>, 100),
  retention: whole(0),
  deletedWithin: whole(0),
  shards: whole(1),
});

const supersedes = object<Supersedes>({
  revision: whole(1),
  leaf: hash,
  cause: oneOf('completed', 'corrected'),
  reason: sentence,
});

/** The name of a store: those of the cell, and those that a program declares. */
const store = text('the name of a store', /^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,199}$/);

const count = whole(0);
/** Of a lot whose counter was broken nobody knows how many were captured: -1. */
const countOrUnknown = whole(-1);

export const purgeCertificateShape: Shape<PurgeCertificate> = object<PurgeCertificate>(
  {
    v: oneOf(1),
    kind: oneOf('purge-certificate'),
    id: identifierOf<CertificateId>('cert'),
    revision: whole(1),
    supersedes,
    cell,
    status: oneOf('active-deleted', 'complete'),
    scope: object<PurgeCertificate['scope']>({
      subject,
      workspace: identifierOf<WorkspaceId>('ws'),
      epoch: identifierOf<EpochId>('ep'),
      use: word,
      day,
      shard,
      program: word,
      programVersion: whole(1),
    }),
    cause,
    reasons: listOf(reason, 1_000),
    deadline: instant,
    deletedAt: instant,
    completeBy: instant,
    met: truth,
    policy,
    notice: noticeReference,
    counts: object<PurgeCertificate['counts']>(
      {
        captured: countOrUnknown,
        deleted: count,
        moved: count,
        verdict: oneOf('add-up', 'uncounted'),
        recounted: oneOf(true),
      },
      'recounted',
    ),
    heldRemainder: count,
    otherCopies: listOf(object<OtherCopy>({ store, until: instant }), 100),
    storesNotCovered: listOf(store, 100),
    deletedDigest: hashOrNone,
    method: oneOf('logical-delete'),
    absence: oneOf('consistent-query-empty'),
    doesNotProve: listOf<CertificateLimit>(oneOf(...everyCertificateLimit), everyCertificateLimit.length),
  },
  'supersedes',
);

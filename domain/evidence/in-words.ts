import type { AuthenticationFacts } from '../consent/ledger.ts';
import { isoOf, seconds } from '../time.ts';
import { certificateLimits, type PurgeCertificate } from './certificate.ts';
import type { VerifiedCertificate } from './verify-certificate.ts';
import type { InLog, SignedLog } from './verify-in-log.ts';
import type { VerifiedLedger } from './verify-ledger.ts';
import type { VerifiedRecord } from './verify-record.ts';

/** A verified file in words: what is shown, what is not, and how current it is. One sentence a line. */
export type InWords = {
  readonly headline: string;
  readonly proven: readonly string[];
  readonly notProven: readonly string[];
  readonly currency: readonly string[];
};

export type Verified = VerifiedCertificate | VerifiedRecord | VerifiedLedger;

/** What a verified file shows, in plain words: the same on a command line and in a browser. */
export const inWords = (verified: Verified): InWords => {
  switch (verified.kind) {
    case 'certificate':
      return certificateInWords(verified);
    case 'record':
      return recordInWords(verified);
    case 'ledger':
      return ledgerInWords(verified);
  }
};

/** Such words as lines of a text. */
export const toldInWords = ({ headline, proven, notProven, currency }: InWords): string =>
  [
    headline,
    part('What this shows', proven),
    part('What it does not show', notProven),
    part('How current it is', currency),
  ].join('\n\n');

const part = (title: string, lines: readonly string[]): string =>
  [`${title}:`, ...lines.map((line) => `  - ${line}`)].join('\n');

/** One certificate in words. */
export const certificateInWords = (verified: VerifiedCertificate): InWords => {
  const { certificate } = verified;
  const { id, revision, doesNotProve } = certificate;
  return {
    headline: `Certificate ${id}, revision ${revision}: verified.`,
    proven: [...stated(certificate), ...inLogInWords(verified, 'this certificate')],
    notProven: [
      ...doesNotProve.map((code) => sentence(certificateLimits[code])),
      ...notProvenOfLog(verified),
    ],
    currency: currencyInWords(verified, 'a later revision takes the place of this one'),
  };
};

const stated = (certificate: PurgeCertificate): readonly string[] => {
  const { scope, counts, cause, deadline, deletedAt, completeBy, met, otherCopies } = certificate;
  // Of a lot whose counter was broken nobody knows how many were captured: it says -1.
  const { captured, deleted, moved } = counts;
  const addUp = counts.verdict === 'add-up';
  return [
    `The cell states the deletion of ${records(deleted)} of ${scope.workspace}, use ${scope.use}, captured on ${scope.day} (epoch ${scope.epoch}, shard ${scope.shard}), at ${deletedAt}, because of ${cause}.`,
    `${addUp ? 'The counts add up' : 'THE COUNTS DO NOT ADD UP'}: ${captured < 0 ? '?' : captured} captured, ${deleted} deleted, ${moved} moved${addUp ? ' to the lot of a hold' : '; the lot was found empty'}.`,
    ...(counts.recounted
      ? [
          'The captured were counted anew after a restore: what was lost or deleted before it is not in these counts.',
        ]
      : []),
    met
      ? `The deadline ${deadline} was met: the last known copy is gone by ${completeBy}.`
      : `THE DEADLINE ${deadline} WAS MISSED: the last known copy is gone by ${completeBy}.`,
    ...(certificate.status === 'active-deleted'
      ? otherCopies.map(({ store, until }) => `A copy can still be in ${store} until ${until}.`)
      : []),
    ...(certificate.heldRemainder > 0
      ? [`Not deleted: ${records(certificate.heldRemainder)}, which a hold keeps.`]
      : []),
    ...(certificate.storesNotCovered.length > 0
      ? [`It says nothing about these stores: ${certificate.storesNotCovered.join(', ')}.`]
      : []),
    ...(certificate.supersedes === undefined
      ? []
      : [
          `It takes the place of revision ${certificate.supersedes.revision}: ${certificate.supersedes.reason}`,
        ]),
  ];
};

const records = (count: number): string => `${count} ${count === 1 ? 'record' : 'records'}`;

const recordInWords = (verified: VerifiedRecord): InWords => {
  const { record, name } = verified;
  const { event, program, authority, privacy_notice: notice } = record;
  const act = event.event_type === 'default-applied' ? 'the default was applied' : 'it was chosen';
  return {
    headline: `Record ${record.record_id}: verified.`,
    proven: [
      `The cell recorded: for ${authority.party}, ${program.id}/${program.setting} is ${event.event_state} since ${event.event_time}; ${act}.`,
      `It is bound to notice ${notice.id}, version ${notice.version} (${notice.language}), whose words have the hash ${notice.hash}.`,
      name === undefined
        ? 'Who acted is committed to, and not named: the name was erased, or left out of the file.'
        : `Who acted: ${actorInWords(name)}. The name belongs to this entry and no other.`,
      ...keptInWords(authority),
      ...signatureInWords(verified.customerSignature),
      ...inLogInWords(verified, 'this record'),
    ],
    notProven: [
      'That whoever signed in was who they said: the cell believed its issuer.',
      'That the words of the notice were read.',
      'That a person consented: an organization instructs or permits.',
      ...(verified.customerSignature.state === 'verified'
        ? [
            'That the key which signed the instruction is the customer’s: it was taken from the file that you gave.',
          ]
        : []),
      ...notProvenOfLog(verified),
    ],
    currency: currencyInWords(verified, 'the setting was changed after this entry'),
  };
};

/** A record tells durations in hours; people count days. */
const keptInWords = ({ name_retention: kept }: VerifiedRecord['record']['authority']): readonly string[] =>
  kept === undefined
    ? []
    : [`The name of who acted is kept for ${Number(kept.slice(2, -1)) / 24} days after the next choice.`];

const signatureInWords = (signature: VerifiedRecord['customerSignature']): readonly string[] => {
  switch (signature.state) {
    case 'none':
      return [];
    case 'not-opened':
      return ['A signature of the customer came with it; the file lacks it.'];
    case 'not-checked':
      return ['A signature of the customer is carried, and was not checked: give --customer-keys.'];
    case 'verified':
      return [
        `Key ${signature.kid}, which you gave, signed exactly this instruction at ${signature.at} by the customer’s clock.`,
      ];
  }
};

const actorInWords = ({ actor }: NonNullable<VerifiedRecord['name']>): string => {
  switch (actor.kind) {
    case 'person':
      return `${actor.tokenSubject} (then ${actor.roles.join(', ') || 'without a role'}), ${signInInWords(actor.authentication)}`;
    case 'service':
      return `the service ${actor.tokenSubject}`;
    case 'function':
      return `the cell itself (${actor.name})`;
  }
};

/** What the token told of the sign-in; what it did not tell is said to be missing. */
const signInInWords = (facts: AuthenticationFacts | undefined): string => {
  if (facts === undefined) return 'of whose sign-in nothing was kept';
  const { issuer, acr, auth_time: since, actor } = facts;
  const when = since === undefined ? 'at no time told' : `at ${isoOf(seconds(since))}`;
  const how = acr === undefined ? 'in no class told' : `in the class ${acr}`;
  return `signed in with ${issuer} ${when} ${how}${actor ? ` through ${actor}` : ''}`;
};

const ledgerInWords = (verified: VerifiedLedger): InWords => {
  const { subject, files, first, last, anchored, next, named } = verified;
  const unsigned = anchored > last ? '' : `; ${spanOf(anchored, last)} not signed for`;
  return {
    headline: `Ledger of ${subject}, ${spanOf(first, anchored - 1)}: verified${unsigned}.`,
    proven: [
      `The ledger is whole from entry ${first} to entry ${anchored - 1}: nothing inside was changed, removed or put in.`,
      ...(files > 1 ? [`It came in ${files} pages, each of which continues the one before it.`] : []),
      `Names are given, and fit, for ${named} of ${last - first + 1} entries.`,
      ...signaturesInWords(verified.signatures),
      ...inLogInWords(verified, `entry ${anchored - 1}, and with it all before it,`),
    ],
    notProven: [
      ...(unsigned === ''
        ? []
        : [
            `That the cell wrote ${spanOf(anchored, last)}: the log of this file does not hold them, and anybody can chain entries of their own to a ledger.`,
          ]),
      ...(first === 0 ? [] : [`What ${spanOf(0, first - 1)} say: their page was not given.`]),
      ...(next === undefined ? [] : [`What comes from entry ${next} on: a further page was not given.`]),
      'That the choices were real: the cell wrote down what reached it.',
      ...notProvenOfLog(verified),
    ],
    currency: currencyInWords(verified, 'the ledger has further entries'),
  };
};

const signaturesInWords = ({ carried, verified }: VerifiedLedger['signatures']): readonly string[] => {
  if (carried === 0) return ['The customer signed no choice.'];
  const choices = `${carried} ${carried === 1 ? 'choice' : 'choices'}`;
  return [
    verified.length === 0
      ? `With ${choices} a signature of the customer came, and was not checked.`
      : `With ${choices} a signature of the customer came; ${verified.length} were checked with the keys that you gave.`,
  ];
};

const spanOf = (first: number, last: number): string =>
  first === last ? `entry ${first}` : `entries ${first} to ${last}`;

const inLogInWords = (verified: InLog, what: string): readonly string[] => {
  const { cell, size, kid } = verified.checkpoint;
  return [
    `The log of cell ${cell} holds ${what} at place ${verified.index} (from 0) of ${size}; key ${kid} signed its root.`,
    ...continuedInWords(verified),
  ];
};

/** A log that has the size which it had before has not grown, and nobody is told that it has. */
export const continuedInWords = ({ checkpoint, earlier }: SignedLog): readonly string[] => {
  if (earlier === undefined) return [];
  return checkpoint.size === earlier.size
    ? [`It has the same size and root as the checkpoint that you hold (${earlier.size} leaves).`]
    : [
        `The log grew from the checkpoint that you hold (${earlier.size} leaves): nothing before it was changed.`,
      ];
};

/** What no signed log shows. */
export const notProvenOfLog = ({ earlier }: SignedLog): readonly string[] => [
  ...(earlier === undefined
    ? ['That nothing was taken out of the log before: no earlier checkpoint was given.']
    : []),
  'That others are shown the same log: without a witness its owner could show two.',
  'That the keys are those of the cell: they were taken from the file that you gave.',
];

const currencyInWords = (verified: SignedLog, what: string): readonly string[] => [
  heldAgainstInWords(verified),
  `Whether ${what} since then, only the cell can say.`,
];

/** Whether a file was held against an earlier checkpoint. */
export const heldAgainstInWords = ({ checkpoint, earlier }: SignedLog): string => {
  const shown = `the log as it was signed at ${checkpoint.at}`;
  if (earlier === undefined) return `Not checked. The file shows ${shown}.`;
  return checkpoint.size === earlier.size
    ? `Checked against your checkpoint of ${earlier.at}: the file shows nothing newer. It shows ${shown}.`
    : `Checked against your checkpoint of ${earlier.at}: the file is not older. It shows ${shown}.`;
};

const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

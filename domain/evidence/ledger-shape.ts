import type { Actor, AuthenticationFacts, LedgerEntry, LedgerEvent, OpenedName } from '../consent/ledger.ts';
import type {
  AuthorizationRecord,
  AuthorizedProcessing,
  LedgerHead,
  LedgerReference,
} from './authorization-record.ts';
import { noticeReference } from './certificate-shape.ts';
import { byMember, either, listOf, object, objectWith, oneOf, type Shape, text, whole } from './shape.ts';
import { cell, hash, instant, sentence, subject, word } from './texts.ts';

/**
 * Of an event only its type is looked at: there will be further ones, and the hash of the entry covers all of it.
 */
const event: Shape<LedgerEvent> = objectWith<{ readonly type: string }>({ type: word }) as Shape<LedgerEvent>;

export const ledgerEntryShape: Shape<LedgerEntry> = object<LedgerEntry>({
  // An entry of another version is told apart from a broken one when the chain is checked.
  v: whole(1) as Shape<1>,
  subject,
  sequence: whole(0),
  at: instant,
  event,
  actor: hash,
  previous: hash,
  hash,
});

/** The last second that a date can name. */
const lastSecond = 8_640_000_000_000;

const second: Shape<number> = {
  fault: (value, at) =>
    whole(0).fault(value, at) ?? (Number(value) <= lastSecond ? undefined : `${at}: a time is expected`),
};

const authentication = object<AuthenticationFacts>(
  { issuer: sentence, acr: sentence, auth_time: second, actor: sentence },
  'acr',
  'auth_time',
  'actor',
);

const actor = byMember<Actor>('kind', {
  person: object<Extract<Actor, { kind: 'person' }>>(
    {
      kind: oneOf('person'),
      tokenSubject: sentence,
      roles: listOf(word, 100),
      authentication,
      signature: sentence,
    },
    'authentication',
    'signature',
  ),
  service: object<Extract<Actor, { kind: 'service' }>>({ kind: oneOf('service'), tokenSubject: sentence }),
  function: object<Extract<Actor, { kind: 'function' }>>({ kind: oneOf('function'), name: sentence }),
});

export const openedNameShape: Shape<OpenedName> = object<OpenedName>({ actor, salt: hash });

const ledgerReference = object<LedgerReference>({ subject, sequence: whole(0), hash });

const toggleOrLocation = word as Shape<AuthorizationRecord['event']['event_state']>;
const duration = text('a duration in hours', /^PT[0-9.]{1,12}H$/);
const words = listOf(word, 100);

const processing = object<AuthorizedProcessing>(
  {
    use: word,
    act: oneOf('instruction', 'permission', 'default-applied'),
    purpose: words,
    prohibited_purposes: words,
    pii_information: words,
    vendor_role: oneOf('processor', 'controller', 'joint'),
    lawful_basis: word,
    recipient_third_parties: listOf(oneOf('connected-service'), 1),
    storage_locations: listOf(cell, 1),
    processing_locations: either(oneOf('stays', 'as-chosen'), object({ movesTo: cell })),
    retention_period: duration,
    deletion_after_withdrawal: duration,
    withdrawal_method: sentence,
  },
  'lawful_basis',
  'retention_period',
  'deletion_after_withdrawal',
);

const facts = { v: oneOf(1), cell, ledger: ledgerReference } as const;

export const ledgerHeadShape: Shape<LedgerHead> = object<LedgerHead>({
  ...facts,
  kind: oneOf('ledger-head'),
});

export const authorizationRecordShape: Shape<AuthorizationRecord> = object<AuthorizationRecord>({
  ...facts,
  kind: oneOf('authorization-record'),
  schema_version: oneOf('domicile-authorization-record-1'),
  record_id: text('an identifier of a record', /^[a-z]{2,4}_[a-z]+_[0-9A-Z]{26}#\d{12,}$/),
  authority: object<AuthorizationRecord['authority']>(
    {
      party: subject,
      decided_by: listOf(oneOf('owner', 'privacy-officer', 'approver', 'contributor'), 4),
      name_retention: duration,
    },
    'name_retention',
  ),
  privacy_notice: object<AuthorizationRecord['privacy_notice']>({
    id: word,
    version: whole(1),
    hash,
    language: text('a language', /^[A-Za-z0-9-]{2,35}$/),
  }),
  program: object<AuthorizationRecord['program']>({ id: word, version: whole(1), setting: word }),
  processing: listOf(processing, 100),
  event: object<AuthorizationRecord['event']>(
    {
      event_time: instant,
      entity_id: hash,
      event_type: oneOf('setting-chosen', 'default-applied'),
      event_state: toggleOrLocation,
      validity_duration: oneOf('until-changed'),
      customer_signature: oneOf('carried-not-checked'),
    },
    'customer_signature',
  ),
});

/** What an entry says that a record repeats. */
export const settingEventShape = objectWith<{
  readonly program: string;
  readonly programVersion: number;
  readonly setting: string;
  readonly value: string;
  readonly notice: { readonly id: string; readonly version: number; readonly hash: string };
}>({ program: word, programVersion: whole(1), setting: word, value: word, notice: noticeReference });

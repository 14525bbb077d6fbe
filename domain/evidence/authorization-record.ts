import type { LedgerEntry, SettingEvent } from '../consent/ledger.ts';
import type { Geography } from '../geographies.ts';
import { geographyOf, type SubjectId } from '../identifiers.ts';
import type { Notice } from '../notices/notice.ts';
import type { ChosenValue, CustomerRole, Program } from '../programs/program.ts';
import { keepsRecords, type UseDefinition } from '../programs/use.ts';
import type { Duration } from '../time.ts';

/**
 * What a customer authorized, as a document that stands in the log (BY-10). Field names are those of ISO/IEC TS
 * 27560 where one fits; conformance is not claimed. An organization instructs a processor or permits a controller;
 * it does not consent in the place of people, and no record says so.
 */
export type AuthorizationRecord = {
  readonly v: 1;
  readonly kind: 'authorization-record';
  readonly schema_version: 'domicile-authorization-record-1';
  /** `<subject>#<12 digits>`: the entry of the ledger that it was made from. */
  readonly record_id: string;
  readonly cell: Geography;
  readonly ledger: LedgerReference;
  /** For whom it was decided, and in which roles people may decide it. Who did is committed to, not named. */
  readonly authority: {
    readonly party: SubjectId;
    readonly decided_by: readonly CustomerRole[];
    /**
     * How long after another choice took the place of this one the name of who decided is kept, as an ISO 8601
     * duration: as it was declared when the record was made. Absent in records that are older than the declaration.
     */
    readonly name_retention?: string;
  };
  readonly privacy_notice: {
    readonly id: string;
    readonly version: number;
    /** SHA-256 of the canonical form of the words that were shown. */
    readonly hash: string;
    readonly language: string;
  };
  readonly program: { readonly id: string; readonly version: number; readonly setting: string };
  readonly processing: readonly AuthorizedProcessing[];
  readonly event: {
    readonly event_time: string;
    /** Commitment to whoever acted; opened by the name and salt that may stand beside the record. */
    readonly entity_id: string;
    /** A default that was applied is never a choice (SC-1). */
    readonly event_type: SettingEvent['type'];
    /** The value that the setting has from then on. */
    readonly event_state: ChosenValue;
    readonly validity_duration: 'until-changed';
    /** A signature of the customer stands beside the entry. Whether it is one of the instruction is not said here. */
    readonly customer_signature?: 'carried-not-checked';
  };
};

/** An entry of a ledger, and its hash, which covers all entries before it. */
export type LedgerReference = {
  readonly subject: SubjectId;
  readonly sequence: number;
  readonly hash: string;
};

/** What the vendor may do for one use while the setting permits it. */
export type AuthorizedProcessing = {
  readonly use: string;
  readonly act: 'instruction' | 'permission' | 'default-applied';
  readonly purpose: readonly string[];
  readonly prohibited_purposes: readonly string[];
  readonly pii_information: readonly string[];
  readonly vendor_role: UseDefinition['vendorRole'];
  /** Only where the vendor is controller and declares one; none is assumed. */
  readonly lawful_basis?: string;
  /** The service that the customer connected, where the use hands data to one (DL-7); nobody otherwise. */
  readonly recipient_third_parties: readonly 'connected-service'[];
  /** The cell, where records are kept; empty where nothing is. */
  readonly storage_locations: readonly Geography[];
  /** In the words of the program: `stays`, `as-chosen` or where it moves to. */
  readonly processing_locations: UseDefinition['placement'];
  /** ISO 8601 durations, counted as the notice says; absent where nothing is kept. */
  readonly retention_period?: string;
  readonly deletion_after_withdrawal?: string;
  readonly withdrawal_method: string;
};

/** The other entries of a ledger stand in the log by their hash alone, so that the whole chain is anchored. */
export type LedgerHead = {
  readonly v: 1;
  readonly kind: 'ledger-head';
  readonly cell: Geography;
  readonly ledger: LedgerReference;
};

/** What stands in the log for one entry of a ledger. */
export type LedgerDocument = AuthorizationRecord | LedgerHead;

/** An entry that records how a setting came to its value. */
export type SettingEntry = LedgerEntry & { readonly event: SettingEvent };

/** Whether an entry gets an authorization record; every other gets a head. */
export const isSettingEntry = (entry: LedgerEntry): entry is SettingEntry =>
  entry.event.type === 'setting-chosen' || entry.event.type === 'default-applied';

/** The reference to an entry of a ledger. */
export const ledgerReference = ({ subject, sequence, hash }: LedgerEntry): LedgerReference => ({
  subject,
  sequence,
  hash,
});

/** What stands in the log for an entry that no record is made from. */
export const ledgerHeadOf = (entry: LedgerEntry): LedgerHead => ({
  v: 1,
  kind: 'ledger-head',
  cell: geographyOf(entry.subject),
  ledger: ledgerReference(entry),
});

/** The identifier of the record of an entry. */
export const recordIdOf = ({ subject, sequence }: Pick<LedgerReference, 'subject' | 'sequence'>): string =>
  `${subject}#${String(sequence).padStart(12, '0')}`;

/**
 * The authorization record of a choice or of a default that was applied.
 * @param program the version that the entry names
 * @param notice the version that the entry names
 * @param nameLife how long names live, where that is declared
 * @throws RangeError where program or notice are others than the entry's
 */
export const authorizationRecordOf = (
  entry: SettingEntry,
  program: Program,
  notice: Pick<Notice, 'id' | 'version'>,
  nameLife?: Duration,
): AuthorizationRecord => {
  const { event } = entry;
  demandSame(event, program, notice);
  const setting = program.settings[event.setting];
  if (setting === undefined) throw new RangeError(`${program.id} has no setting ${event.setting}`);
  const cell = geographyOf(entry.subject);
  return {
    v: 1,
    kind: 'authorization-record',
    schema_version: 'domicile-authorization-record-1',
    record_id: recordIdOf(entry),
    cell,
    ledger: ledgerReference(entry),
    authority: {
      party: entry.subject,
      decided_by: setting.decidedBy,
      ...(nameLife !== undefined && { name_retention: isoDuration(nameLife) }),
    },
    privacy_notice: { ...event.notice, language: event.language ?? 'en' },
    program: { id: program.id, version: program.version, setting: event.setting },
    processing: setting.permits.map((use) => processingOf(event, program, use, cell)),
    event: {
      event_time: entry.at,
      entity_id: entry.actor,
      event_type: event.type,
      event_state: event.value,
      validity_duration: 'until-changed',
      ...customerSignatureOf(event),
    },
  };
};

const customerSignatureOf = (
  event: SettingEvent,
): Pick<AuthorizationRecord['event'], 'customer_signature'> =>
  'customerSignature' in event ? { customer_signature: 'carried-not-checked' } : {};

const demandSame = (
  event: SettingEvent,
  program: Pick<Program, 'id' | 'version'>,
  notice: Pick<Notice, 'id' | 'version'>,
): void => {
  if (event.program !== program.id || event.programVersion !== program.version) {
    throw new RangeError(
      `the entry names ${event.program} ${event.programVersion}, not ${program.id} ${program.version}`,
    );
  }
  if (event.notice.id !== notice.id || event.notice.version !== notice.version) {
    throw new RangeError(
      `the entry names notice ${event.notice.id} ${event.notice.version}, not ${notice.id} ${notice.version}`,
    );
  }
};

const processingOf = (
  event: SettingEvent,
  program: Program,
  useId: string,
  cell: Geography,
): AuthorizedProcessing => {
  const use = program.uses[useId];
  if (use === undefined) throw new RangeError(`${program.id} has no use ${useId}`);
  return {
    use: useId,
    act: event.type === 'default-applied' ? 'default-applied' : use.customerAct,
    purpose: use.purposes,
    prohibited_purposes: use.prohibitedPurposes,
    pii_information: use.categories,
    vendor_role: use.vendorRole,
    ...(use.lawfulBasis !== undefined && { lawful_basis: use.lawfulBasis }),
    recipient_third_parties: use.recipients === 'none' ? [] : [use.recipients],
    processing_locations: use.placement,
    withdrawal_method: `PUT the setting ${program.id}/${event.setting} to another value, at any time`,
    ...keptFor(use, cell),
  };
};

const keptFor = (
  use: UseDefinition,
  cell: Geography,
): Pick<AuthorizedProcessing, 'storage_locations' | 'retention_period' | 'deletion_after_withdrawal'> =>
  keepsRecords(use)
    ? {
        storage_locations: [cell],
        retention_period: isoDuration(use.retention),
        deletion_after_withdrawal: isoDuration(use.afterOptOut.deletedWithin),
      }
    : { storage_locations: [] };

/** A duration as ISO 8601 writes it, in hours, of which every day here has exactly 24. @param duration milliseconds */
const isoDuration = (duration: number): string => `PT${duration / 3_600_000}H`;

/** What the log holds for an entry of a ledger whose program and notice are at hand where it needs them. */
export type RecordSources = {
  /** How long names live, where that is declared. */
  readonly nameLife?: Duration;
  readonly program: (id: string, version: number) => Program | undefined;
  readonly notice: (id: string, version: number) => Pick<Notice, 'id' | 'version'> | undefined;
};

/**
 * The document that stands in the log for an entry: an authorization record, or a head.
 * @throws RangeError where a choice names a program or notice that the sources do not have
 */
export const ledgerDocumentOf = (entry: LedgerEntry, sources: RecordSources): LedgerDocument => {
  if (!isSettingEntry(entry)) return ledgerHeadOf(entry);
  const { program: id, programVersion, notice: shown } = entry.event;
  const program = sources.program(id, programVersion);
  const notice = sources.notice(shown.id, shown.version);
  if (program === undefined || notice === undefined) {
    throw new RangeError(`there is no ${id} ${programVersion} or no notice ${shown.id} ${shown.version}`);
  }
  return authorizationRecordOf(entry, program, notice, sources.nameLife);
};

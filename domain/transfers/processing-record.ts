import type { Geography } from '../geographies.ts';
import type { SubjectId } from '../identifiers.ts';
import type { Category } from '../programs/data.ts';
import type { AddressedSetting, PreviewStore, Program, Scope } from '../programs/program.ts';
import { keepsRecords, type LawfulBasis, type Purpose, type UseDefinition } from '../programs/use.ts';
import { settingsOf } from '../settings/resolve-setting.ts';
import { describeDuration, type Instant, isoOf } from '../time.ts';
import { type People, peopleIn } from './people.ts';
import { listProcessors } from './processors.ts';
import type { ListedTransfer, Party, RestsOn } from './register.ts';
import type { Entity, TransferTerms, Vendor } from './terms.ts';

/** Transfers of a use that stand in the register, by where they led (Art. 30(1)(e), 30(2)(c)). */
export type EnteredTransfers = {
  readonly to: Geography;
  readonly importer: Party;
  readonly instrument?: RestsOn;
  readonly entries: number;
  /** ISO 8601. */
  readonly lastDecidedAt: string;
};

type ActivityFacts = {
  readonly program: string;
  readonly use: string;
  readonly title: string;
  readonly setting: string;
  readonly transfers: readonly EnteredTransfers[];
};

/** An activity of which the vendor is a controller, with the fields of GDPR, Art. 30(1). */
export type ControllerActivity = ActivityFacts & {
  readonly article: '30(1)';
  /** (a) Where it decides together with the customer. */
  readonly jointController?: SubjectId;
  /** (b) */
  readonly purposes: readonly Purpose[];
  readonly lawfulBasis?: LawfulBasis;
  /** (c) */
  readonly categoriesOfPeople: readonly People[];
  readonly categoriesOfData: readonly Category[];
  /** (d) */
  readonly recipients: readonly string[];
  /** (f) */
  readonly erasure: string;
};

/** An activity of which the vendor is a processor, with the fields of GDPR, Art. 30(2). */
export type ProcessorActivity = ActivityFacts & {
  readonly article: '30(2)';
  /** (a) On whose behalf. */
  readonly controller: SubjectId;
  /** (b) */
  readonly categoriesOfProcessing: readonly Purpose[];
  readonly categoriesOfData: readonly Category[];
  readonly recipients: readonly string[];
  readonly erasure: string;
};

export type Activity = ControllerActivity | ProcessorActivity;

/** A preview and where it stores data, told before anybody uses it (DL-6). */
export type Preview = {
  readonly program: string;
  readonly setting: string;
  readonly title: string;
  readonly stores: PreviewStore;
};

/** The record of what the vendor does with data of a subject, as far as settings of its own govern it. */
export type ProcessingRecord = {
  readonly subject: SubjectId;
  readonly geography: Geography;
  readonly at: string;
  /** (a) of both paragraphs. */
  readonly vendor: Vendor | 'not-declared';
  readonly companyHere: Entity | 'not-declared';
  readonly activities: readonly Activity[];
  readonly previews: readonly Preview[];
  /** (g) and (d) of the two paragraphs. */
  readonly securityMeasures: readonly string[];
  /** How far the register was looked through; absent where all of it was. */
  readonly transfersSince?: string;
};

/** What the product itself does in every cell; a vendor declares what it does beside. */
export const measuresOfTheProduct: readonly string[] = [
  'What is stored is encrypted at rest with AES-256, under keys of the cell.',
  'Every role of a cell is held to its region, and each function to the data that it needs.',
  'Records are deleted by a schedule before their deadline, and every purge leaves a certificate.',
];

/** Whose record it is, and what it is written from. */
export type RecordFrom = {
  readonly subject: SubjectId;
  readonly scope: Scope;
  /** The organization that the subject belongs to, or the subject where it belongs to none. */
  readonly customer: SubjectId;
  readonly programs: readonly Program[];
  readonly terms: TransferTerms;
  readonly transfers: readonly ListedTransfer[];
  readonly transfersSince?: string;
  readonly at: Instant;
};

/** Writes the record of processing activities of a subject (GDPR, Art. 30), use by use. */
export const processingRecord = (from: RecordFrom): ProcessingRecord => {
  const { subject, scope, programs, terms, transfersSince } = from;
  const settings = settingsOf(programs, scope);
  return {
    subject,
    geography: terms.geography,
    at: isoOf(from.at),
    vendor: terms.vendor ?? 'not-declared',
    companyHere: terms.entities[terms.geography] ?? 'not-declared',
    activities: settings.flatMap((setting) => activitiesUnder(setting, from)),
    previews: settings.flatMap(previewOf),
    securityMeasures: [...measuresOfTheProduct, ...terms.securityMeasures],
    ...(transfersSince !== undefined && { transfersSince }),
  };
};

const previewOf = ({ program, settingId, setting }: AddressedSetting): readonly Preview[] => {
  const { admission, title } = setting;
  if (admission.kind === 'open') return [];
  return [{ program: program.id, setting: settingId, title, stores: admission.store }];
};

const activitiesUnder = (
  { program, settingId, setting }: AddressedSetting,
  from: RecordFrom,
): readonly Activity[] =>
  setting.permits.flatMap((id) => {
    const use = program.uses[id];
    return use === undefined ? [] : [activityOf({ program: program.id, setting: settingId, id, use }, from)];
  });

type UseInQuestion = {
  readonly program: string;
  readonly setting: string;
  readonly id: string;
  readonly use: UseDefinition;
};

const activityOf = ({ program, setting, id, use }: UseInQuestion, from: RecordFrom): Activity => {
  const entered = from.transfers.filter((one) => one.program === program && one.use === id);
  const facts = {
    program,
    use: id,
    title: use.title,
    setting,
    categoriesOfData: use.categories,
    recipients: recipientsOf(use, from),
    erasure: erasureOf(use),
    transfers: byWay(entered),
  };
  if (use.vendorRole === 'processor')
    return { article: '30(2)', ...facts, controller: from.customer, categoriesOfProcessing: use.purposes };
  return {
    article: '30(1)',
    ...facts,
    ...(use.vendorRole === 'joint' && { jointController: from.customer }),
    purposes: use.purposes,
    ...(use.lawfulBasis !== undefined && { lawfulBasis: use.lawfulBasis }),
    categoriesOfPeople: peopleIn(use.categories),
  };
};

const recipientsOf = (use: UseDefinition, { terms, at }: RecordFrom): readonly string[] => [
  use.humanReview ? 'employees of the vendor who must see it' : 'systems of the vendor',
  ...(use.recipients === 'connected-service' ? ['the service that an owner of the customer connected'] : []),
  ...listProcessors(terms, at)
    .filter(
      ({ state, categories }) =>
        state === 'in-force' && categories.some((one) => use.categories.includes(one)),
    )
    .map(({ name, country }) => `${name} (${country})`),
];

const erasureOf = (use: UseDefinition): string =>
  keepsRecords(use)
    ? `${describeDuration(use.retention)} after its capture; after an opt-out within ${describeDuration(use.afterOptOut.deletedWithin)}`
    : 'nothing of it is kept here';

const byWay = (transfers: readonly ListedTransfer[]): readonly EnteredTransfers[] => {
  const ways = new Map<string, EnteredTransfers>();
  // What was given up moved nothing.
  for (const { ways: gone, decidedAt } of transfers.filter(({ state }) => state !== 'not-executed')) {
    for (const { to, importer, instrument } of gone) {
      const name = `${to} ${instrument?.id ?? ''} ${importer.kind}`;
      const known = ways.get(name);
      const last = known !== undefined && known.lastDecidedAt > decidedAt ? known.lastDecidedAt : decidedAt;
      const entries = (known?.entries ?? 0) + 1;
      ways.set(name, { to, importer, ...(instrument && { instrument }), entries, lastDecidedAt: last });
    }
  }
  return [...ways.values()];
};

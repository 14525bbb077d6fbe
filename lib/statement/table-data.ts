import { repetitionRecognized } from '../../contract/api/limits.ts';
import type { Scope } from '../../contract/api/scopes.ts';
import type { DataEntry, Life, Readers } from '../../contract/statement/statement.ts';
import type { PartitionOf } from '../../contract/tables/every-partition.ts';
import { type DataClass, dataClasses, dataClassOf } from '../../domain/programs/data.ts';
import { geographiesOf, type Program } from '../../domain/programs/program.ts';
import { type KeepingUse, keepsRecords } from '../../domain/programs/use.ts';
import { describeDuration } from '../../domain/time.ts';
import type { CellReading } from './cell-reading.ts';
import { functionsReadingKinds, noRouteShows, readersOf } from './readers.ts';
import { afterDeletion, tableFacts } from './stores.ts';

type OfferedUse = { readonly program: Program; readonly id: string; readonly use: KeepingUse };

/** Uses that keep records and whose setting can be turned on in this geography. */
const offeredUses = ({ programs, geography }: CellReading): readonly OfferedUse[] =>
  programs.flatMap((program) =>
    Object.entries(program.uses).flatMap(([id, use]) => {
      const isOffered = Object.values(program.settings).some(
        ({ permits, availableIn }) => permits.includes(id) && geographiesOf(availableIn).includes(geography),
      );
      return isOffered && keepsRecords(use) ? [{ program, id, use }] : [];
    }),
  );

const inWords = (name: string): string => name.replaceAll('-', ' ');

const lifeOf = ({ program, id, use }: OfferedUse): Life => ({
  what: `for ${id} (${program.id})`,
  life: `${describeDuration(use.retention)}; after an opt-out, gone within ${describeDuration(use.afterOptOut.deletedWithin)}`,
});

const describedAs: Readonly<Record<DataClass, string>> = {
  'customer-data': 'what people typed, got and worked with',
  'system-log': 'what the system wrote about its own work',
  feedback: 'feedback',
};

/** Captured records, an entry for each class of data that a program captures here. */
const capturedRecords = (cell: CellReading): readonly DataEntry[] => {
  const shared = {
    ...tableFacts(cell, 'content'),
    readers: readersOf(cell, 'content', {
      kinds: ['lots'],
      scopes: ['captures.read'],
      customer: 'nobody through the API yet',
    }),
  };
  const offered = offeredUses(cell);
  const entries = dataClasses.flatMap((dataClass): readonly DataEntry[] => {
    const uses = offered.filter(({ use }) => use.categories.some((name) => dataClassOf[name] === dataClass));
    if (uses.length === 0) return [];
    const categories = new Set(
      uses.flatMap(({ use }) => use.categories.filter((name) => dataClassOf[name] === dataClass)),
    );
    return [
      {
        data: `Captured records: ${describedAs[dataClass]} (${[...categories].map(inWords).join(', ')})`,
        kind: 'customer-data',
        ...shared,
        longestLife: [...uses.map(lifeOf), ...afterDeletion(cell.tables.content)],
      },
    ];
  });
  if (entries.length > 0) return entries;
  const nothing = { what: 'records', life: 'none: no program that runs here captures any' };
  return [{ data: 'Captured records', kind: 'customer-data', ...shared, longestLife: [nothing] }];
};

/** The provider deletes what is past its time within two days of it. */
const afterTimeToLive = '48 hours';

const asLongAsTheCell = 'as long as the account keeps the cell: no route deletes it';

/** What is in the registry. It holds no content. */
const registryData = (cell: CellReading): readonly DataEntry[] => {
  const facts = tableFacts(cell, 'registry');
  const entry = (data: string, kind: DataEntry['kind'], life: string, readers: Readers): DataEntry => ({
    data,
    kind,
    ...facts,
    readers,
    longestLife: [{ what: 'while it is in the table', life }, ...afterDeletion(cell.tables.registry)],
  });
  const shown = (scopes: readonly Scope[], ...kinds: readonly PartitionOf<'registry'>[]): Readers =>
    readersOf(cell, 'registry', { kinds, scopes, customer: 'members of the organization or workspace' });
  const unshown = (...kinds: readonly PartitionOf<'registry'>[]): Readers =>
    noRouteShows(functionsReadingKinds(cell, 'registry', kinds));
  return [
    entry(
      'Organizations, workspaces, and which users are their members; a user is an identifier that says nothing of the person',
      'personal-data',
      asLongAsTheCell,
      shown(['settings.read'], 'subjects', 'users', 'organizations'),
    ),
    entry(
      'Settings, with the user who chose them and when; epochs and closures',
      'personal-data',
      asLongAsTheCell,
      shown(['settings.read', 'consents.read'], 'subjects', 'epochs', 'closing'),
    ),
    entry(
      'Which limited previews were asked for, by which user, and what was decided by which user, with the reason',
      'personal-data',
      asLongAsTheCell,
      shown(['settings.read'], 'admissions'),
    ),
    entry(
      'Who users are: subjects of tokens and their digests, with the key of the names that belong to entries of ledgers, which are sealed',
      'personal-data',
      'until an operator erases the person (POST /v1/erasures); what was sealed stays, and nobody can open it then. The name beside an entry goes by itself when its declared life is over (evidence.namesKeptFor)',
      shown(['consents.read'], 'tokens', 'users', 'names'),
    ),
    entry(
      'Lots of records by day, with counts and salts',
      'no-customer-data',
      'counts as long as the cell; a salt until its lot is purged',
      shown(['lots.read'], 'epochs', 'due'),
    ),
    entry(
      'Events that wait to be sent: identifiers and times',
      'no-customer-data',
      'until it is sent',
      unshown('outbox'),
    ),
    entry(
      'What waits for the log of the cell: identifiers and times',
      'no-customer-data',
      'until a signed checkpoint covers it',
      unshown('signing'),
    ),
    entry(
      'What was permitted to move and waits for a report: identifiers and times',
      'no-customer-data',
      'until somebody reports what came of it, or it is marked that nobody did',
      unshown('moving'),
    ),
    entry(
      'What was found and opens an incident, until that is done: identifiers and times',
      'no-customer-data',
      'until the next run of the signer',
      unshown('found'),
    ),
    entry(
      'Which incidents there are, by whom they concern, and who of the vendor closed them',
      'personal-data',
      asLongAsTheCell,
      shown(['evidence.read'], 'incidents'),
    ),
    entry(
      'Digests of answered requests',
      'no-customer-data',
      `${describeDuration(repetitionRecognized)}, and up to ${afterTimeToLive} until the provider deletes it`,
      unshown('subjects'),
    ),
    entry(
      'What the auditor found, and when it looked: resources of the cell, what is stated of them and what is there',
      'no-customer-data',
      'a finding until it was put right; runs until 48 others followed',
      { ...shown(['residency.read'], 'audit'), customer: 'nobody' },
    ),
    entry('Who of the vendor stopped or resumed purging, when and why', 'personal-data', asLongAsTheCell, {
      ...shown(['operations.write'], 'switches'),
      customer: 'nobody',
    }),
    entry(
      'How far the sweep over all lots has come',
      'no-customer-data',
      'until the next step of the sweep',
      unshown('sweep'),
    ),
    entry(
      'Which tables serve the cell, and what was restored last',
      'no-customer-data',
      asLongAsTheCell,
      unshown('serving'),
    ),
  ];
};

/** What is in the table of evidence, which nothing deletes. */
const evidenceData = (cell: CellReading): readonly DataEntry[] => {
  const stored = {
    ...tableFacts(cell, 'evidence'),
    longestLife: [
      {
        what: 'while it is in the table',
        life: 'as long as the account keeps it: the roles of the cell can delete none of it',
      },
      ...afterDeletion(cell.tables.evidence),
    ],
  };
  const readBy = (
    scopes: readonly Scope[],
    ...kinds: readonly PartitionOf<'evidence'>[]
  ): Pick<DataEntry, 'readers'> => ({
    readers: readersOf(cell, 'evidence', {
      kinds,
      scopes,
      customer: 'owners and privacy officers of the organization or workspace',
    }),
  });
  return [
    {
      data: 'The ledger of choices with its authorization records: commitments, times, and users by their identifiers',
      kind: 'personal-data',
      ...stored,
      ...readBy(['consents.read', 'evidence.read'], 'subjects', 'users'),
    },
    {
      data: 'What each purge left, and its certificates: counts and digests',
      kind: 'no-customer-data',
      ...stored,
      ...readBy(['lots.read', 'evidence.read'], 'epochs', 'certificates'),
    },
    {
      data: 'Records of incidents: what did not hold, what became known, why it is over; no person is named',
      kind: 'no-customer-data',
      ...stored,
      ...readBy(['evidence.read'], 'incidents'),
    },
    {
      data: 'The register of transfers: what kind of data was permitted to go where, on which instrument, and what came of it; nothing of the data, and no person is named',
      kind: 'no-customer-data',
      ...stored,
      ...readBy(['transfers.read'], 'transfers'),
    },
    {
      data: 'The log that all of this stands in: hashes, signed checkpoints, public keys',
      kind: 'no-customer-data',
      ...stored,
      ...readBy(['evidence.read'], 'log'),
    },
    {
      data: 'That the cell was opened, and when',
      kind: 'no-customer-data',
      ...stored,
      readers: noRouteShows(functionsReadingKinds(cell, 'evidence', ['serving'])),
    },
  ];
};

/** Everything that is in the tables of a cell. */
export const tableData = (cell: CellReading): readonly DataEntry[] => [
  ...capturedRecords(cell),
  ...registryData(cell),
  ...evidenceData(cell),
];

import { registryKeys } from '../../../contract/tables/registry.ts';
import { subjectName } from '../../../domain/audit/changes.ts';
import type { Drift } from '../../../domain/audit/compare.ts';
import type { Counts, Unanswered } from '../../../domain/audit/report.ts';
import type { Geography } from '../../../domain/geographies.ts';
import { type Action, type Item, isNew, present, type Query, type Store } from '../store/store.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** A drift that is there still, as far as anybody saw. */
export type KnownDrift = Omit<Drift, 'outcome'> & { readonly foundAt: string; readonly seenAt: string };

/** One run of the auditor. */
export type AuditRun = Counts & {
  /** Counts the runs of the cell. */
  readonly sequence: number;
  readonly startedAt: string;
  readonly endedAt: string;
};

/** The last run, with what it could not look at. */
export type LatestAudit = AuditRun & { readonly unanswered: readonly Unanswered[] };

/** So many runs are kept beside the last one. */
const runsKept = 48;

/** Everything that is known to be adrift, by name. There is no more of it than the cell has aspects. */
export const readDrift = async (
  store: Store,
  geography: Geography,
): Promise<ReadonlyMap<string, KnownDrift>> => {
  const { pk } = registryKeys.drift(geography, '');
  const query: Query = { table: 'registry', pk, consistency: 'strong' };
  const items: Item[] = [];
  for (let page = await store.query(query); ; ) {
    items.push(...page.items);
    if (page.next === undefined) break;
    page = await store.query({ ...query, after: page.next });
  }
  return new Map(items.map((item) => [item.sk, fieldsOf<KnownDrift>(item)]));
};

/** The last run; undefined before the first. */
export const readLatestAudit = async (
  store: Store,
  geography: Geography,
): Promise<LatestAudit | undefined> => {
  const item = await store.get('registry', registryKeys.latestAudit(geography), 'strong');
  return item && fieldsOf<LatestAudit>(item);
};

const driftItem = (geography: Geography, drift: KnownDrift) =>
  storedItem(registryKeys.drift(geography, subjectName(drift)), drift);

/** Keeps a drift that was not known. Whoever else found it first has told of it. */
export const findDrift = (geography: Geography, drift: KnownDrift): Action => ({
  kind: 'put',
  table: 'registry',
  item: driftItem(geography, drift),
  condition: isNew,
});

/** Keeps what a known drift looks like now. */
export const updateDrift = (geography: Geography, drift: KnownDrift) =>
  ({
    kind: 'put',
    table: 'registry',
    item: driftItem(geography, drift),
    condition: present('pk'),
  }) as const;

/** Forgets a drift that is gone. */
export const endDrift = (geography: Geography, name: string): Action => ({
  kind: 'delete',
  table: 'registry',
  key: registryKeys.drift(geography, name),
  condition: present('pk'),
});

/** Keeps a run: as the last one, and its numbers in the place of the oldest. */
export const keepRun = (geography: Geography, { unanswered, ...run }: LatestAudit): readonly Action[] => [
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.latestAudit(geography), { ...run, unanswered }),
  },
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.audit(geography, run.sequence % runsKept), run),
  },
];

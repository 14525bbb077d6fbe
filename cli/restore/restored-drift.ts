import { registryKeys } from '../../contract/tables/registry.ts';
import { subjectName } from '../../domain/audit/changes.ts';
import type { IncidentCause } from '../../domain/incidents/incident.ts';
import { awaitedFact, causeOf, type IncidentRecord } from '../../domain/incidents/record.ts';
import type { KnownDrift } from '../../lambdas/shared/repositories/audits.ts';
import { fieldsOf, storedItem } from '../../lambdas/shared/repositories/stored-item.ts';
import type { RestorePorts } from './ports.ts';
import { deleteKeys, putItems } from './put-items.ts';

type DriftCause = Extract<IncidentCause, { readonly kind: 'residency-drift' }>;

/**
 * Lets the auditor go on from the incidents of drift (BY-12): one that is open is known to be adrift, so that the
 * next run tells its end or nothing new; one that has ended is not, so that the same drift, come back, opens another.
 * What is expected and what is there, the next run of the auditor fills in.
 * @throws StoreUnavailable
 */
export const restoreDrift = async (
  ports: RestorePorts,
  records: readonly IncidentRecord[],
): Promise<void> => {
  const drifts = records
    .flatMap((record) => {
      const cause = causeOf(record);
      return cause.kind === 'residency-drift' ? [{ cause, open: awaitedFact(record) !== undefined }] : [];
    })
    .toSorted((one, other) => (one.cause.foundAt < other.cause.foundAt ? -1 : 1));
  for (const { cause, open } of drifts) await (open ? know(ports, cause) : forget(ports, cause));
};

const keyOf = ({ geography }: RestorePorts, cause: DriftCause) =>
  registryKeys.drift(geography, subjectName(cause));

const know = (ports: RestorePorts, cause: DriftCause): Promise<void> => {
  const { resource, control: kind, aspect, foundAt } = cause;
  const drift: KnownDrift = { kind, resource, aspect, expected: [], observed: [], foundAt, seenAt: foundAt };
  return putItems(ports, 'registry', [storedItem(keyOf(ports, cause), drift)]);
};

const forget = async (ports: RestorePorts, cause: DriftCause): Promise<void> => {
  const key = keyOf(ports, cause);
  const item = await ports.store.get('registry', key, 'strong');
  if (item !== undefined && fieldsOf<KnownDrift>(item).foundAt === cause.foundAt)
    await deleteKeys(ports, 'registry', [key]);
};

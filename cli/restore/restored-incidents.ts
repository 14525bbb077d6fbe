import { incidentRecordKeys } from '../../contract/tables/incidents.ts';
import { type IncidentId, parseIdentifier } from '../../domain/identifiers.ts';
import { awaitedFact, type IncidentEntry, type IncidentRecord } from '../../domain/incidents/record.ts';
import { correctionWork } from '../../lambdas/shared/incidents/correction-work.ts';
import { incidentEntryIn, listedAgain } from '../../lambdas/shared/incidents/incident-record.ts';
import { toBeLogged } from '../../lambdas/shared/repositories/signing-work.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { everyItem, type RestorePorts } from './ports.ts';
import { putItems } from './put-items.ts';

/**
 * Lists incidents again as their records say, and puts back on the signer's list what of them the log has not taken
 * in, corrections included. Who closed one stood in the registry alone, and is not known any more.
 * @returns how many incidents there are
 * @throws StoreUnavailable
 */
export const listIncidents = async (ports: RestorePorts): Promise<number> => {
  const { records, logged } = await readRecords(ports);
  for (const record of records) await putItems(ports, 'registry', itemsOf(record, logged));
  return records.length;
};

/** Every record, and the keys of all entries that the log took in. */
const readRecords = async (ports: RestorePorts) => {
  const found = new Map<IncidentId, IncidentEntry[]>();
  const logged = new Set<string>();
  for await (const item of everyItem(ports.scan('evidence'))) {
    const incident = parseIdentifier(item.pk, 'inc')?.id;
    if (incident === undefined) continue;
    if (item.sk.startsWith(incidentRecordKeys.recordPrefix)) logged.add(item.pk + item.sk);
    else found.set(incident, [...(found.get(incident) ?? []), incidentEntryIn(item)]);
  }
  const records = [...found.values()].flatMap((entries): readonly IncidentRecord[] => {
    const [first, ...others] = entries.toSorted((one, other) => one.sequence - other.sequence);
    return first === undefined ? [] : [[first, ...others]];
  });
  return { records, logged };
};

const itemsOf = (record: IncidentRecord, logged: ReadonlySet<string>): readonly Item[] => {
  const [{ incident, at }] = record;
  const unlogged = record.filter(({ sequence }) => {
    const { pk, sk } = incidentRecordKeys.record(incident, sequence);
    return !logged.has(pk + sk);
  });
  const work = unlogged.map((entry) =>
    toBeLogged(incident, entry.at, incidentRecordKeys.entry(incident, entry.sequence).sk),
  );
  const correction = awaitedFact(record) === 'superseded' ? [toBeLogged(incident, at, correctionWork)] : [];
  return [...listedAgain(record), ...work, ...correction].map(({ item }) => item);
};

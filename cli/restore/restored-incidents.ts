import { incidentRecordKeys } from '../../contract/tables/incidents.ts';
import { logKeys } from '../../contract/tables/log.ts';
import type { PurgeCertificate } from '../../domain/evidence/certificate.ts';
import { type IncidentId, parseIdentifier } from '../../domain/identifiers.ts';
import { causesIn, incidentIdOf } from '../../domain/incidents/incident.ts';
import { awaitedFact, type IncidentEntry, type IncidentRecord } from '../../domain/incidents/record.ts';
import { lotName } from '../../domain/retention/lot.ts';
import { correctionWork } from '../../lambdas/shared/incidents/correction-work.ts';
import { foundAction } from '../../lambdas/shared/incidents/found.ts';
import { incidentEntryIn, listedAgain } from '../../lambdas/shared/incidents/incident-record.ts';
import { documentIn } from '../../lambdas/shared/log/logged-document.ts';
import { toBeLogged } from '../../lambdas/shared/repositories/signing-work.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { everyItem, type RestorePorts } from './ports.ts';
import { putItems } from './put-items.ts';
import { restoreDrift } from './restored-drift.ts';

/**
 * Lists incidents again as their records say, and puts back on the signer's list what of them the log has not taken
 * in, corrections included. What a certificate says that must not be, and no incident tells yet, is found again: it
 * waited in the registry for the next run of the signer. Who closed one stood in the registry alone, and is not
 * known any more.
 * @returns how many incidents there are
 * @throws StoreUnavailable
 */
export const listIncidents = async (ports: RestorePorts): Promise<number> => {
  const { records, logged, wrong } = await readRecords(ports);
  for (const record of records) await putItems(ports, 'registry', itemsOf(record, logged));
  await putItems(ports, 'registry', wrong);
  await restoreDrift(ports, records);
  return records.length;
};

/** Every record, the keys of all entries that the log took in, and what was found and has no record. */
const readRecords = async (ports: RestorePorts) => {
  const found = new Map<IncidentId, IncidentEntry[]>();
  const logged = new Set<string>();
  const wrong = new Map<IncidentId, Item>();
  for await (const item of everyItem(ports.scan('evidence'))) {
    for (const [about, again] of foundIn(ports, item)) wrong.set(about, again);
    const incident = parseIdentifier(item.pk, 'inc')?.id;
    if (incident === undefined) continue;
    if (item.sk.startsWith(incidentRecordKeys.recordPrefix)) logged.add(item.pk + item.sk);
    else found.set(incident, [...(found.get(incident) ?? []), incidentEntryIn(item)]);
  }
  const records = [...found.values()].flatMap((entries): readonly IncidentRecord[] => {
    const [first, ...others] = entries.toSorted((one, other) => one.sequence - other.sequence);
    return first === undefined ? [] : [[first, ...others]];
  });
  const untold = [...wrong].flatMap(([about, item]) => (found.has(about) ? [] : [item]));
  return { records, logged, wrong: untold };
};

/** What a certificate of evidence says that must not be, by the incident that it opens. */
const foundIn = ({ geography }: RestorePorts, item: Item): readonly (readonly [IncidentId, Item])[] => {
  if (parseIdentifier(item.pk, 'cert') === undefined || !item.sk.startsWith(logKeys.revisionPrefix))
    return [];
  const { document } = documentIn<PurgeCertificate>(item);
  return causesIn(document, lotName(document.scope)).map((cause) => [
    incidentIdOf(geography, cause),
    foundAction(geography, { cause }).item,
  ]);
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

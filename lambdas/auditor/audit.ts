import type { CellEvent } from '../../contract/events/events.ts';
import { changesSince, subjectName } from '../../domain/audit/changes.ts';
import type { Drift, Subject } from '../../domain/audit/compare.ts';
import { type Counts, countsOf, shownDrift, unansweredIn } from '../../domain/audit/report.ts';
import { isoOf } from '../../domain/time.ts';
import { foundAction } from '../shared/incidents/found.ts';
import { persist } from '../shared/persist.ts';
import {
  endDrift,
  findDrift,
  type KnownDrift,
  keepRun,
  readDrift,
  readLatestAudit,
  updateDrift,
} from '../shared/repositories/audits.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { type Action, type Outcome, type Put, StoreUnavailable } from '../shared/store/store.ts';
import { look } from './look.ts';
import type { AuditorPorts } from './ports.ts';

/** What a run says of itself. */
export type Audit = Counts & { readonly found: number; readonly ended: number };

/** What was compiled for another region says nothing about this one. */
export class WrongRegion extends Error {
  override readonly name = 'WrongRegion';
}

/**
 * One run: looks at the account, keeps what is adrift, and tells the bus of each drift once when it is found and
 * once when it is gone, in the transaction that keeps it; there it leaves what opens an incident, too (BY-12). What could not be checked changes nothing about what was
 * known.
 * @throws WrongRegion where the controls are of another region than the function runs in
 * @throws StoreUnavailable where a finding could not be kept; the next run finds it again
 */
export const audit = async (ports: AuditorPorts): Promise<Audit> => {
  const { controls, home, geography, store, clock } = ports;
  if (controls.region !== home.region) {
    throw new WrongRegion(`the controls are of ${controls.region}, the function runs in ${home.region}`);
  }
  const startedAt = isoOf(clock.now());
  const findings = await look(ports);
  const known = await readDrift(store, geography);
  const changes = changesSince(new Set(known.keys()), findings);
  for (const drift of changes.found) await keepFound(ports, drift);
  for (const drift of changes.known) await keepSeen(ports, drift, known.get(subjectName(drift)));
  const ended = changes.ended.flatMap((name) => known.get(name) ?? []);
  for (const drift of ended) await keepEnded(ports, drift);
  const counts = countsOf(findings);
  const { sequence = 0 } = (await readLatestAudit(store, geography)) ?? {};
  const run = { ...counts, sequence: sequence + 1, startedAt, endedAt: isoOf(clock.now()) };
  demand(
    await persist(ports, () =>
      store.transact(keepRun(geography, { ...run, unanswered: unansweredIn(findings) })),
    ),
  );
  return { ...counts, found: changes.found.length, ended: ended.length };
};

const eventOf = (type: 'ResidencyDriftFound' | 'ResidencyDriftEnded', subject: Subject): CellEvent => {
  const { resource, kind, aspect } = subject;
  return { type, detail: { resource, kind, aspect } };
};

const kept = (ports: AuditorPorts, { outcome: _outcome, ...drift }: Drift, foundAt?: string): KnownDrift => {
  const seenAt = isoOf(ports.clock.now());
  return { ...drift, foundAt: foundAt ?? seenAt, seenAt };
};

/** Another run may have been first: then it has told, too. */
const together = async (ports: AuditorPorts, event: CellEvent, ...kept: readonly Action[]): Promise<void> => {
  const actions = [...kept, outboxAction(ports, event, ports.clock.now())];
  demand(await persist(ports, () => ports.store.transact(actions)));
};

const keepFound = (ports: AuditorPorts, drift: Drift) => {
  const found = kept(ports, shownDrift(drift));
  const { geography } = ports;
  return together(
    ports,
    eventOf('ResidencyDriftFound', drift),
    findDrift(geography, found),
    incidentOf(ports, found),
  );
};

/** What opens the incident of a drift, or tells it that the drift is gone. */
const incidentOf = ({ geography }: AuditorPorts, drift: KnownDrift, endedAt?: string): Put => {
  const { resource, kind: control, aspect, foundAt } = drift;
  const cause = { kind: 'residency-drift', resource, control, aspect, foundAt } as const;
  return foundAction(geography, {
    cause,
    ...(endedAt !== undefined && { fact: { type: 'drift-ended', endedAt } }),
  });
};

const keepSeen = async (ports: AuditorPorts, drift: Drift, before: KnownDrift | undefined) => {
  const seen = updateDrift(ports.geography, kept(ports, shownDrift(drift), before?.foundAt));
  demand(await persist(ports, () => ports.store.write(seen)));
};

const keepEnded = (ports: AuditorPorts, drift: KnownDrift) =>
  together(
    ports,
    eventOf('ResidencyDriftEnded', drift),
    endDrift(ports.geography, subjectName(drift)),
    incidentOf(ports, drift, isoOf(ports.clock.now())),
  );

const demand = (outcome: Outcome): void => {
  if (!outcome.ok && outcome.refusal !== 'condition-failed') {
    throw new StoreUnavailable('what the auditor found could not be kept; the next run finds it again');
  }
};

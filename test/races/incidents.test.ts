import { describe, expect, test } from 'vitest';
import { operationsAccess } from '../../contract/access/operations.ts';
import { signerAccess } from '../../contract/access/signer.ts';
import { incidentKeys, incidentRecordKeys } from '../../contract/tables/incidents.ts';
import { logKeys } from '../../contract/tables/log.ts';
import { leafOf } from '../../domain/evidence/log-leaf.ts';
import type { IncidentId } from '../../domain/identifiers.ts';
import { days, isoOf } from '../../domain/time.ts';
import { readIncident } from '../../lambdas/shared/incidents/incident-record.ts';
import { fieldsOf } from '../../lambdas/shared/repositories/stored-item.ts';
import type { Action, Store } from '../../lambdas/shared/store/store.ts';
import { certificateOfEpoch, close, correct, incidentsSeenBy, miscount } from '../support/incidents.ts';
import { grantedStore } from '../support/operations.ts';
import { eventsTold } from '../support/outbox.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { aSigner, aSigningKey, type TestKey } from '../support/signing.ts';
import { capture, choose, expectStatus, operator } from '../support/story.ts';
import { crashAtVisit, crashSometimes } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, type RaceCell, type Sabotage } from './race-cell.ts';
import { raceScheduler, type Scheduler } from './scheduler.ts';

/**
 * A cell with a purge that did not add up, whose incident is not open yet, and a correction of its certificate after
 * which it is late too: three incidents, if each opens once.
 */
const aCellWithFindings = async (scheduler: Scheduler, key: TestKey, sabotage?: Sabotage) => {
  const cell = await aRaceCell(scheduler, { sabotage });
  const { calm, organization, workspace, epoch } = cell;
  const { lot } = expectStatus(await capture(calm, workspace, sharingUse), 201);
  await miscount(calm, { epoch, lot }, 9);
  expectStatus(await choose(calm, organization, sharing, 'off'), 200);
  await calm.tick();
  await aSigner(calm, { signingKey: key }).run();
  const certificate = await certificateOfEpoch(calm, epoch);
  const until = isoOf(scheduler.clock.now() + days(400));
  expectStatus(await correct(calm, certificate, { otherCopies: [{ store: 'an export', until }] }), 202);
  return { ...cell, certificate };
};

type Cell = Awaited<ReturnType<typeof aCellWithFindings>>;

const startSigner = (scheduler: Scheduler, cell: RaceCell, name: string, key: TestKey) =>
  scheduler.start(name, async (actor) => {
    const { ports } = cell.as(actor);
    const store = grantedStore(ports.store, signerAccess);
    // What fails comes again with a later run.
    await aSigner({ ports: { ...ports, store } }, { signingKey: key })
      .run()
      .catch(() => undefined);
  });

const countIn = async ({ calm }: RaceCell, table: 'registry' | 'evidence', pk: string, prefix?: string) => {
  const sk = prefix === undefined ? {} : { sk: { kind: 'beginsWith', prefix } as const };
  return (await calm.store.query({ table, pk, consistency: 'strong', ...sk })).items.length;
};

/** What must be true once a signer came to its end; undefined where it is. */
const whatIsBroken = async (cell: Cell): Promise<string | undefined> => {
  const { calm, certificate } = cell;
  const incidents = await incidentsSeenBy(calm, operator);
  const kinds = incidents.map(({ kind }) => kind).sort();
  if (kinds.join() !== 'certificate-wrong,counts-differ,deadline-missed') return `there are ${kinds.join()}`;
  const told = (await eventsTold(calm, 'IncidentOpened')).map(({ detail }) => detail.incident);
  if (told.length !== 3 || new Set(told).size !== 3) return `${told.length} incidents were told`;
  for (const { incident } of incidents) {
    const broken = await whatIsBrokenIn(cell, incident);
    if (broken !== undefined) return broken;
  }
  const revisions = await countIn(cell, 'evidence', certificate, logKeys.revisionPrefix);
  if (revisions !== 2) return `the certificate has ${revisions} revisions`;
  const superseded = await eventsTold(calm, 'CertificateSuperseded');
  if (superseded.length !== 1) return `${superseded.length} supersessions were told`;
  const left = await countIn(cell, 'registry', incidentKeys.foundList('us'));
  return left > 0 ? `${left} findings are left` : undefined;
};

const whatIsBrokenIn = async (cell: Cell, incident: IncidentId): Promise<string | undefined> => {
  const record = await readIncident(cell.calm.store, incident);
  if (record === undefined) return 'an incident has no record';
  for (const [place, entry] of record.entries()) {
    const before = record[place - 1];
    if (entry.sequence !== place) return 'a record has a hole';
    if (entry.previous !== (before && leafOf(before))) return 'a record is not chained';
    const key = incidentRecordKeys.record(incident, place);
    const logged = await cell.calm.store.get('evidence', key, 'strong');
    const { document } = logged === undefined ? {} : fieldsOf<{ document?: string }>(logged);
    if (document === undefined || leafOf(JSON.parse(document)) !== leafOf(entry))
      return 'an entry is no leaf';
  }
  const facts = record.flatMap(({ event }) => (event.type === 'fact' ? [event.fact.type] : []));
  return new Set(facts).size < facts.length ? 'a fact stands in a record twice' : undefined;
};

/** Signers at once, some of whom crash; then one that nobody disturbs, for as long as one thing leads to another. */
const tend = async (scheduler: Scheduler, signers: number, sabotage?: Sabotage) => {
  const key = aSigningKey();
  const cell = await aCellWithFindings(scheduler, key, sabotage);
  for (let signer = 0; signer < signers; signer += 1) startSigner(scheduler, cell, `signer ${signer}`, key);
  await scheduler.run();
  try {
    for (let run = 0; run < 3; run += 1) await aSigner(cell.calm, { signingKey: key }).run();
    return { cell, broken: await whatIsBroken(cell) };
  } catch (error) {
    return { cell, broken: `a run fails for good: ${String(error)}` };
  }
};

describe('a signer that crashes', () => {
  test('[BY-12] at any await loses no incident, opens none twice, and supersedes a certificate once', async () => {
    let crashes = 0;
    for (let visit = 0; ; visit += 1) {
      const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('signer 0', visit) });
      expect((await tend(scheduler, 1)).broken, `crash at await ${visit}`).toBeUndefined();
      if (!scheduler.trace.some(({ crashed }) => crashed)) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(30);
  });
});

describe('signers at once', () => {
  test('[BY-12] agree on incidents and their records, also when some of them crash', async () => {
    const crash = crashSometimes(0.02, 'signer 0', 'signer 1');
    await forEverySeed({ seeds: 40, crash }, async (scheduler) => {
      expect((await tend(scheduler, 3)).broken).toBeUndefined();
    });
  });

  test('would write entries twice if each were not written once', async () => {
    const found = new Set<string | undefined>();
    for (let seed = 0; seed < 20; seed += 1)
      found.add((await tend(raceScheduler({ seed }), 3, withoutOnce)).broken);
    // One entry waits for the log twice, and no transaction can take it in.
    expect([...found].join()).toMatch(/told|are about one item/);
  });
});

describe('operators at once', () => {
  test('[BY-12] close an incident once, with one reason, and one who crashes half-way closes nothing', async () => {
    await forEverySeed({ seeds: 30, crash: crashSometimes(0.05, 'one') }, async (scheduler) => {
      const { cell } = await tend(scheduler, 0);
      const [first] = (await incidentsSeenBy(cell.calm, operator)).filter(
        ({ kind }) => kind === 'counts-differ',
      );
      const incident = first?.incident as IncidentId;
      for (const name of ['one', 'another']) {
        scheduler.start(name, async (actor) => {
          const acting = cell.as(actor);
          const store = grantedStore(acting.store, operationsAccess);
          await close({ ...acting, store }, incident, { reason: `It is over, says ${name}.` }, '"1"');
        });
      }
      await scheduler.run();

      const record = await readIncident(cell.calm.store, incident);
      const closed = record?.filter(({ event }) => event.type === 'closed') ?? [];
      expect(closed).toHaveLength(1);
      expect(await eventsTold(cell.calm, 'IncidentClosed')).toHaveLength(1);
      const open = await incidentsSeenBy(cell.calm, operator);
      expect(open.map((listed) => listed.incident)).not.toContain(incident);
    });
  });
});

/** Nobody is held from writing an entry of a record again. */
const withoutOnce: Sabotage = (store: Store) => {
  const unguarded = (action: Action): Action => {
    if (action.kind !== 'put' || !/^us_inc_/.test(action.item.pk)) return action;
    const { condition: _, ...put } = action;
    return put;
  };
  return { ...store, transact: (actions) => store.transact(actions.map(unguarded)) };
};

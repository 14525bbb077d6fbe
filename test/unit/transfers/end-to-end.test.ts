import { describe, expect, test } from 'vitest';
import { sweepAccess } from '../../../contract/access/sweep.ts';
import type { TransfersReply } from '../../../contract/api/transfer-replies.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import { hours, minutes, startOfDay } from '../../../domain/time.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { markUnknown } from '../../../lambdas/sweep/mark-unknown.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  answerTo,
  asking,
  evaluation,
  outsideReports,
  outsideReportsUse,
  place,
  placementOf,
  reportOn,
} from '../../support/movement.ts';
import { grantedStore } from '../../support/operations.ts';
import { aWorkspace, choose, expectStatus, owner } from '../../support/story.ts';
import { aDeclaration } from '../../support/transfers.ts';

const [clauses] = aDeclaration.instruments;
const noon = startOfDay('2026-03-01') + hours(12);
const aCellInEurope = (transfers: Parameters<typeof aCell>[1] = { transfers: aDeclaration }) =>
  aCell('eu', { startsAt: noon, ...transfers });

const read = async (cell: TestCell, subject: SubjectId) =>
  expectStatus(await cell.call<TransfersReply>(owner, 'GET /v1/transfers', { query: { subject } }), 200)
    .transfers;

describe('from a choice to the register', () => {
  test('[BY-7] a permitted placement abroad is entered at once, and then marked as it was reported', async () => {
    const cell = aCellInEurope();
    const workspace = await aWorkspace(cell);
    expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);
    expect(await read(cell, workspace)).toEqual([]);

    const id = placementOf(await place(cell, workspace));
    expect(await read(cell, workspace)).toMatchObject([
      {
        id,
        kind: 'placement',
        state: 'open',
        use: 'prompt-evaluation',
        ways: [
          { to: 'us', exporter: { country: 'DE' }, importer: { country: 'US' }, instrument: { id: 'eu-us' } },
        ],
      },
    ]);
    expectStatus(await reportOn(cell, workspace, id, { place: 'us' }), 200);
    expect(await read(cell, workspace)).toMatchObject([{ id, state: 'executed' }]);
  });

  test('[BY-7] an entry keeps the instrument that it rests on, whatever the vendor declares later', async () => {
    const store = inMemoryStore();
    const cell = aCellInEurope({ store, transfers: aDeclaration });
    const workspace = await aWorkspace(cell);
    expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);
    await place(cell, workspace);
    expectStatus(await choose(cell, workspace, outsideReports, 'us'), 200);
    const words = { recipient: 'connected-service', to: 'us' };
    await answerTo(cell, workspace, asking(cell, outsideReportsUse, 'case-attribute', words));
    const restOn = async (now: TestCell) =>
      (await read(now, workspace)).map(({ ways }) => ways.map(({ instrument }) => instrument));
    expect(await restOn(cell)).toEqual([[clauses], [clauses]]);

    const prolonged = { ...clauses, module: 'controller-to-processor', validUntil: '2028-01-01' } as const;
    for (const instruments of [[prolonged], []]) {
      const later = aCellInEurope({ store, transfers: { ...aDeclaration, instruments } });
      expect(await restOn(later)).toEqual([[clauses], [clauses]]);
    }
  });

  test('[BY-7] what went where it was not permitted stands there as it happened', async () => {
    const cell = aCellInEurope();
    const workspace = await aWorkspace(cell);
    expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);
    const id = placementOf(await place(cell, workspace));
    expectStatus(await reportOn(cell, workspace, id, { place: 'uk' }), 200);
    const [found] = await read(cell, workspace);
    expect(found).toMatchObject({ ways: [{ to: 'uk' }], notAsPermitted: ['place-not-permitted'] });
    expect(found?.ways[0]).not.toHaveProperty('instrument');
  });

  test('[BY-7] without an instrument in force the answer is no, and nothing is entered', async () => {
    for (const options of [{}, { transfers: aDeclaration, startsAt: startOfDay('2027-01-01') }]) {
      const cell = aCellInEurope(options);
      const workspace = await aWorkspace(cell);
      expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);
      expect(await place(cell, workspace)).toMatchObject({ outcome: 'denied', reason: 'no-instrument' });
      expect(await read(cell, workspace)).toEqual([]);
    }
  });

  test('[DL-7] what goes to a connected service is entered, and nothing before it is connected', async () => {
    const cell = aCellInEurope();
    const workspace = await aWorkspace(cell);
    const handOver = (to: string) =>
      asking(cell, outsideReportsUse, 'case-attribute', { recipient: 'connected-service', to });
    expect(await answerTo(cell, workspace, handOver('eu'))).toMatchObject({ outcome: 'denied' });
    expect(await read(cell, workspace)).toEqual([]);

    for (const to of ['eu', 'us'] as const) {
      expectStatus(await choose(cell, workspace, outsideReports, to), 200);
      expect(await answerTo(cell, workspace, handOver(to))).toMatchObject({ outcome: 'permitted' });
      cell.clock.now += 1_000;
    }
    const customer = { kind: 'customer', subject: workspace };
    expect((await read(cell, workspace)).map(({ ways }) => ways)).toMatchObject([
      [{ to: 'eu', exporter: customer, importer: { kind: 'connected-service' } }],
      [
        {
          to: 'us',
          exporter: customer,
          importer: { kind: 'connected-service' },
          instrument: { id: 'eu-us' },
        },
      ],
    ]);
  });

  test('[BY-7] what nobody reports is marked by the schedule; a report that comes after all counts, as late', async () => {
    const cell = aCellInEurope();
    const workspace = await aWorkspace(cell);
    expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);
    const id = placementOf(await place(cell, workspace));
    cell.clock.now += hours(25);
    const marked = await markUnknown({
      ...cell.ports,
      store: grantedStore(cell.store, sweepAccess),
      timeLeft: () => minutes(2),
      measureTransfers: () => {},
    });
    expect(marked).toMatchObject({ unknown: 1 });
    expect(await read(cell, workspace)).toMatchObject([{ state: 'unknown' }]);
    expectStatus(await reportOn(cell, workspace, id, { outcome: 'not-executed', place: undefined }), 200);
    expect(await read(cell, workspace)).toMatchObject([{ state: 'not-executed', late: true }]);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Observed } from '../../../domain/audit/control.ts';
import { minutes } from '../../../domain/time.ts';
import { audit } from '../../../lambdas/auditor/audit.ts';
import { metricLine } from '../../../lambdas/auditor/metric-line.ts';
import type { Account } from '../../../lambdas/auditor/ports.ts';
import { sweepOutbox } from '../../../lambdas/outbox/publish.ts';
import { readDrift, readLatestAudit } from '../../../lambdas/shared/repositories/audits.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { asStated, auditorPorts, home, read, scriptedAccount, unread } from './scripted-account.ts';

let cell: TestCell;
let answers: Record<string, Observed>;
let told: string[];

const run = (changes: Partial<Account> = {}, timeLeft = minutes(2)) =>
  audit({ ...auditorPorts(cell, { ...scriptedAccount(answers), ...changes }), timeLeft: () => timeLeft });

/** What the bus was told since it was asked last. */
const events = async () => {
  told = [];
  cell.clock.now += minutes(5);
  const publish = async (sent: readonly { type: string; detail: object }[]) => {
    told.push(...sent.map(({ type, detail }) => `${type} ${Object.values(detail).join(' ')}`));
    return [];
  };
  await sweepOutbox({ ...cell.ports, bus: { publish } });
  return told.sort();
};

const abroad = { ...Object(asStated['content-1']), replicas: read('eu-west-1') };

beforeEach(() => {
  cell = aCell('us');
  answers = { ...asStated };
});

describe('a run of the auditor', () => {
  test('finds nothing where all is as stated, and says how much it looked at', async () => {
    expect(await run()).toEqual({ checked: 4, asStated: 4, drift: 0, notChecked: 0, found: 0, ended: 0 });
    expect(await events()).toEqual([]);
    expect(await readLatestAudit(cell.store, 'us')).toMatchObject({ sequence: 1, unanswered: [] });
  });

  test('tells of a drift once, and of its end once', async () => {
    answers['content-1'] = abroad;
    expect(await run()).toMatchObject({ drift: 1, found: 1 });
    expect(await events()).toEqual(['ResidencyDriftFound Content table replicas']);
    expect(await run()).toMatchObject({ drift: 1, found: 0 });
    expect(await events()).toEqual([]);

    answers['content-1'] = asStated['content-1'] ?? 'missing';
    expect(await run()).toMatchObject({ drift: 0, ended: 1 });
    expect(await events()).toEqual(['ResidencyDriftEnded Content table replicas']);
    expect(await readDrift(cell.store, 'us')).toEqual(new Map());
  });

  test('keeps when a drift was found and seen last, and how it looks now', async () => {
    answers['content-1'] = abroad;
    await run();
    cell.clock.now += minutes(60);
    answers['content-1'] = { ...Object(abroad), replicas: read('eu-west-1', 'eu-west-2') };
    await run();
    const drift = (await readDrift(cell.store, 'us')).get('Content#replicas');
    expect(drift).toMatchObject({
      observed: ['eu-west-1', 'eu-west-2'],
      foundAt: '2026-03-01T12:00:00.000Z',
      seenAt: '2026-03-01T13:00:00.000Z',
    });
  });

  test('does not end a drift that it cannot look at, nor call it fine', async () => {
    answers['content-1'] = abroad;
    await run();
    await events();
    answers['content-1'] = { replicas: unread, key: unread };
    expect(await run()).toMatchObject({ asStated: 2, drift: 0, notChecked: 2, ended: 0 });
    expect(await events()).toEqual([]);
    expect([...(await readDrift(cell.store, 'us')).keys()]).toEqual(['Content#replicas']);
    const latest = await readLatestAudit(cell.store, 'us');
    expect(latest?.unanswered).toEqual([
      { kind: 'table', resource: 'Content', aspect: 'replicas', because: 'access-denied' },
      { kind: 'table', resource: 'Content', aspect: 'key', because: 'access-denied' },
    ]);
  });

  test('a resource that is gone is a drift', async () => {
    delete answers['tick-1'];
    await run();
    expect([...(await readDrift(cell.store, 'us')).keys()]).toEqual(['Tick#existence']);
  });

  test.each([
    ['its stacks cannot be listed', { resources: () => Promise.reject(new Error('gone')) }, minutes(2)],
    ['its time is over', {}, 1_000],
  ])('checks nothing where %s, and says so', async (_, changes, timeLeft) => {
    expect(await run(changes, timeLeft)).toMatchObject({ checked: 0, asStated: 0, notChecked: 4 });
  });

  test('refuses controls that were compiled for another region', async () => {
    const ports = auditorPorts(cell, scriptedAccount(answers));
    const elsewhere = { ...ports, home: { ...home, region: 'us-west-2' } };
    await expect(audit(elsewhere)).rejects.toThrow('the controls are of us-east-1');
  });

  test('two runs at once tell of a drift once', async () => {
    answers['content-1'] = abroad;
    await Promise.all([run(), run()]);
    expect(await events()).toEqual(['ResidencyDriftFound Content table replicas']);
  });

  test('leaves a line from which CloudWatch makes the metrics that alarms look at', async () => {
    answers['content-1'] = abroad;
    const line = JSON.parse(metricLine('us', 1, await run()));
    expect(line).toMatchObject({ Geography: 'us', Drift: 1, NotChecked: 0 });
    expect(line._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Domicile/Residency',
        Dimensions: [['Geography']],
        Metrics: [
          { Name: 'Drift', Unit: 'Count' },
          { Name: 'NotChecked', Unit: 'Count' },
        ],
      },
    ]);
  });

  test('keeps no values of environments, and nothing of any length', async () => {
    const ports = auditorPorts(cell, scriptedAccount(answers));
    const control = { kind: 'function', resource: 'Tick', stated: { environment: [], url: [] } } as const;
    answers['tick-1'] = { environment: read('TOKEN=secret-value'), url: read('x'.repeat(5_000)) };
    await audit({ ...ports, controls: { region: home.region, controls: [control] } });
    const kept = JSON.stringify([...(await readDrift(cell.store, 'us')).values()]);
    expect(kept).toContain('TOKEN');
    expect(kept).not.toContain('secret-value');
    expect(kept.length).toBeLessThan(1_500);
  });
});

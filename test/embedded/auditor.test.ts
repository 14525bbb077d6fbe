import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AuditedCell, auditedCell } from './auditor/audited-cell.ts';
import { bucketDrifts } from './auditor/bucket-drifts.ts';
import { dataDrifts } from './auditor/data-drifts.ts';
import { listenOn } from './auditor/listener.ts';
import { movingDrifts } from './auditor/moving-drifts.ts';
import { roleDrifts } from './auditor/role-drifts.ts';
import { signedIn, theCell } from './running-cloud.ts';
import { storedItems } from './stored-items.ts';

const handMade = [...dataDrifts, ...bucketDrifts, ...roleDrifts, ...movingDrifts];

/** Without the hash that CDK puts behind the path. */
const plain = (name: string) => name.replace(/[0-9A-F]{8}#/, '#');

describe('the auditor of a cell', () => {
  let cell: AuditedCell;
  let before: readonly string[] = [];

  const adrift = async () => [...(await cell.drift()).keys()].map(plain).sort();

  beforeAll(async () => {
    cell = await auditedCell(theCell('eu'));
    await cell.look();
    before = await adrift();
  });

  test('finds nothing but what is changed after a deployment, so that the embedded cloud can run it', async () => {
    // local/close-gaps.ts rewrites the policies of roles and of the bucket: that is a drift, and is found.
    expect(before.length).toBeGreaterThan(1);
    expect(before.filter((name) => !name.endsWith('Role#inline'))).toEqual(['EvidenceBucket#policy']);
  });

  test('says what it could not look at, and counts none of it as fine', async () => {
    const latest = await cell.latest();
    expect(latest?.unanswered.map((one) => plain(`${one.resource}#${one.aspect}: ${one.because}`))).toEqual([
      'TablesEvidence#recovery-days: unreadable',
      'TablesRegistry#recovery-days: unreadable',
      'account#log-subscriptions: unsupported',
    ]);
    expect(latest?.notChecked).toBe(3);
    expect(latest?.checked).toBe((latest?.asStated ?? 0) + (latest?.drift ?? 0));
  });

  test.each(handMade.map((drift) => [drift.what, drift] as const))(
    'finds that %s, and that it is mended',
    async (_what, { finding, make, mend }) => {
      const name = finding.join('#');
      await make(cell);
      await cell.look();
      const found = await adrift();
      await mend(cell);
      await cell.look();

      expect(found).toEqual([...before, name].sort());
      expect(await adrift()).toEqual(before);
    },
  );

  test('tells the bus of a drift once when it is found and once when it is gone', async () => {
    // What the tests before this one found and mended is told first.
    await expect
      .poll(() => storedItems(theCell('eu')).waitingEvents('ResidencyDrift'), { timeout: 60_000 })
      .toEqual([]);
    const told = await listenOn(cell);
    const logGroupName = cell.named('ConsentLogs');
    const keepFor = (retentionInDays: number) =>
      cell.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));

    await keepFor(365);
    await cell.look();
    await cell.look();
    await keepFor(30);
    await cell.look();

    await expect.poll(told, { timeout: 20_000 }).toEqual([
      ['ResidencyDriftFound', 'retention'],
      ['ResidencyDriftEnded', 'retention'],
    ]);
  });

  test('is read through the API by an operator, and by no owner', async () => {
    const operator = await signedIn(theCell('eu'), 'operator');
    const owner = await signedIn(theCell('eu'), 'owner');
    const path = '/v1/residency/findings';
    const { status, body } = await operator.call('GET', path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ lastRun: { notChecked: 3 }, notChecked: expect.any(Array) });
    expect((await owner.call('GET', path)).status).toBe(403);
  });
});

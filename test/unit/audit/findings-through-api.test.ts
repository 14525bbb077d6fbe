import { expect, test } from 'vitest';
import type { ResidencyFindingsReply } from '../../../contract/api/replies.ts';
import { minutes } from '../../../domain/time.ts';
import { audit } from '../../../lambdas/auditor/audit.ts';
import { anOperator, aPerson } from '../../support/callers.ts';
import { aCell } from '../../support/cell.ts';
import { owner } from '../../support/story.ts';
import { asStated, auditorPorts, read, scriptedAccount, unread } from './scripted-account.ts';

const route = 'GET /v1/residency/findings';
const anAuditor = aPerson('auditor-1', { 'cognito:groups': '[auditor]' });

test('before the first run nothing is said to be fine', async () => {
  const { status, body } = await aCell('us').call(anAuditor, route);
  expect([status, body]).toEqual([200, { drift: [], notChecked: [] }]);
});

test('operators and auditors of the vendor see what is adrift and what was not checked', async () => {
  const cell = aCell('us');
  const account = scriptedAccount({
    ...asStated,
    'content-1': { replicas: read('eu-west-1'), key: unread },
  });
  await audit({ ...auditorPorts(cell, account), timeLeft: () => minutes(2) });

  for (const caller of [anAuditor, anOperator()]) {
    const { body } = await cell.call<ResidencyFindingsReply>(caller, route);
    expect(body).toMatchObject({
      lastRun: { sequence: 1, checked: 3, asStated: 2, drift: 1, notChecked: 1 },
      drift: [
        { kind: 'table', resource: 'Content', aspect: 'replicas', expected: [], observed: ['eu-west-1'] },
      ],
      notChecked: [{ resource: 'Content', aspect: 'key', because: 'access-denied' }],
    });
  }
});

test('nobody else does', async () => {
  const cell = aCell('us');
  const reviewer = aPerson('reviewer-1', { 'cognito:groups': '[reviewer]' });
  for (const caller of [owner, reviewer]) expect((await cell.call(caller, route)).status).toBe(403);
});

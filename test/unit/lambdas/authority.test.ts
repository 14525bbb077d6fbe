import { expect, test } from 'vitest';
import { isoOf } from '../../../domain/time.ts';
import { aCell } from '../../support/cell.ts';
import { hold } from '../../support/holds.ts';
import { inOutbox } from '../../support/outbox.ts';
import { sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { aWorkspace, capture, expectStatus, owner } from '../../support/story.ts';

const reference = '12 C 345/26, sealed';

test('members see who demands a hold and until when, and nowhere under which number', async () => {
  const cell = aCell('us');
  const { organization, workspace, epoch } = await aSharingCustomer(cell);
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  const until = isoOf(cell.clock.now + 1_000_000);
  const authority = { body: 'court', reference } as const;
  await hold(cell, workspace, { of: 'use', use: sharingUse }, { authority, until });

  const replies = [
    await cell.call(owner, 'GET /v1/lots', { query: { epoch } }),
    await cell.call(owner, 'GET /v1/consents', { query: { subject: workspace } }),
    await cell.call(owner, 'GET /v1/closures', { query: { subject: organization } }),
    await cell.call(owner, 'GET /v1/purges', { query: { epoch } }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(replies[0]?.body).toMatchObject({
    lots: [{ suspendedBy: [{ kind: 'hold', authority: { body: 'court' }, until }] }],
  });
  expect(JSON.stringify(replies)).not.toContain(reference);
});

test('no event tells under which number a hold is demanded', async () => {
  const cell = aCell('us');
  const workspace = await aWorkspace(cell);
  const authority = { body: 'court', reference } as const;
  await hold(cell, workspace, { of: 'subject' }, { authority });
  const events = JSON.stringify(await inOutbox(cell));
  expect(events).toContain('HoldEffective');
  expect(events).not.toContain(reference);
});

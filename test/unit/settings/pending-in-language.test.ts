import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../../domain/consent/ledger.ts';
import { noticeHash } from '../../../domain/notices/notice.ts';
import { minutes } from '../../../domain/time.ts';
import { aCell } from '../../support/cell.ts';
import { contendedStore } from '../../support/contended-store.ts';
import { sharing } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { expectStatus, freshKey, noticeFor, owner, readSetting } from '../../support/story.ts';
import { publishedIn } from '../../support/vendor-changes.ts';

test('[DS-12] [DS-6] an opt-out that waits for its gates keeps the language in which its words were shown', async () => {
  const shown = noticeFor(sharing);
  const german = publishedIn('de', shown.id);
  const contended = contendedStore();
  const cell = aCell('us', { store: contended.store });
  const { organization } = await aSharingCustomer(cell);
  const { etag } = await readSetting(cell, organization, sharing);
  contended.crowded = true;
  const off = await cell.call(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject: organization, ...sharing },
    body: { value: 'off', notice: { ...shown, language: 'de' } },
    headers: { 'if-match': etag, 'idempotency-key': freshKey() },
  });
  expect(expectStatus(off, 200)).toHaveProperty('closing');
  contended.crowded = false;
  cell.clock.now += minutes(1);

  await cell.tick();

  const { entries } = expectStatus(
    await cell.call<{ entries: readonly { entry: LedgerEntry }[] }>(owner, 'GET /v1/consents', {
      query: { subject: organization },
    }),
    200,
  );
  const inGerman = entries.map(({ entry }) => entry.event).filter((event) => 'language' in event);
  const notice = { ...shown, hash: noticeHash(german) };
  expect(inGerman).toMatchObject([
    { type: 'opt-out-accepted', language: 'de', notice },
    { type: 'setting-chosen', value: 'off', language: 'de', notice },
  ]);
});

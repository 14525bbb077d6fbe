import { expect, test } from 'vitest';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { readHead } from '../../../lambdas/shared/repositories/ledger.ts';
import { UnknownItemShape } from '../../../lambdas/shared/repositories/stored-item.ts';
import { unreadableVersion } from '../../../lambdas/shared/store/store.ts';
import { aCell } from '../../support/cell.ts';
import { sharing } from '../../support/settings.ts';
import { anOrganization, optIn } from '../../support/story.ts';

test('nothing is chained to an entry that cannot be read', async () => {
  const cell = aCell('us');
  const organization = await anOrganization(cell);
  const head = await readHead(cell.store, organization);
  const planted = { ...evidenceKeys.entry(organization, (head?.sequence ?? 0) + 1), v: unreadableVersion };
  await cell.store.write({ kind: 'put', table: 'evidence', item: planted });
  await expect(readHead(cell.store, organization)).rejects.toThrow(UnknownItemShape);
  const entries = () => cell.store.query({ table: 'evidence', pk: organization, consistency: 'strong' });
  const before = await entries();
  await expect(optIn(cell, organization, sharing)).rejects.toThrow();
  expect(await entries()).toEqual(before);
});

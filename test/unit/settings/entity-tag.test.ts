import { expect, test } from 'vitest';
import type { StoredSetting } from '../../../domain/consent/choice.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import type { AddressedSetting } from '../../../domain/programs/program.ts';
import { entityTag as entityTagAt } from '../../../lambdas/settings/effective-setting.ts';
import { aCell } from '../../support/cell.ts';
import { sharing } from '../../support/settings.ts';
import { anOrganization, choose, noticeFor, optIn, readSetting } from '../../support/story.ts';
import { declareAnew, publishNewer } from '../../support/vendor-changes.ts';

const setting = businessAppsDataSharing.settings[sharing.setting];
if (setting?.kind !== 'toggle') throw new Error('not in the catalog');

const addressed: AddressedSetting = { program: businessAppsDataSharing, settingId: sharing.setting, setting };
const now = Date.parse('2026-03-01T12:00:00.000Z');
const entityTag = (setting: AddressedSetting, stored: StoredSetting | undefined) =>
  entityTagAt(setting, stored, now);
const chosen = (n: number): StoredSetting => ({
  n,
  value: 'on',
  source: 'chosen',
  notice: { id: 'data-sharing', version: 1, hash: 'hash' },
  since: '2026-03-01T12:00:00.000Z',
  by: 'us_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8',
});

test('an entity tag is the same for the same facts, and in quotes', () => {
  expect(entityTag(addressed, chosen(1))).toBe(entityTag({ ...addressed }, chosen(1)));
  expect(entityTag(addressed, chosen(1))).toMatch(/^"1\.[0-9a-f]{32}"$/);
});

test.each<[string, () => string]>([
  ['each change of the setting', () => entityTag(addressed, chosen(2))],
  ['the first choice', () => entityTag(addressed, undefined)],
  [
    'the version of the program',
    () => entityTag({ ...addressed, program: { ...businessAppsDataSharing, version: 2 } }, chosen(1)),
  ],
  ['the default', () => entityTag({ ...addressed, setting: { ...setting, default: 'on' } }, chosen(1))],
  [
    'the version of the notice',
    () => {
      publishNewer(setting.notice);
      return entityTag(addressed, chosen(1));
    },
  ],
])('an entity tag changes with %s', (_, changed) => {
  const before = entityTag(addressed, chosen(1));
  expect(changed()).not.toBe(before);
});

test.each<[string, () => unknown]>([
  ['a newer notice', () => publishNewer(noticeFor(sharing).id)],
  ['a newer program', () => declareAnew(businessAppsDataSharing, { version: 2 })],
  ['another default', () => declareAnew(setting, { default: 'on' })],
])('[DS-3] a choice about what was read before %s is refused: 412', async (_, change) => {
  const cell = aCell('us');
  const organization = await anOrganization(cell);
  const { etag } = await readSetting(cell, organization, sharing);

  change();

  const refused = await choose(cell, organization, sharing, 'on', { 'if-match': etag });
  expect(refused).toMatchObject({ status: 412, body: { given: etag } });
  expect(await optIn(cell, organization, sharing)).toMatch(/^us_ep_/);
});

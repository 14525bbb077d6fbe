import { expect, test } from 'vitest';
import type { StoredAdmission } from '../../../domain/consent/admission.ts';
import type { StoredSetting } from '../../../domain/consent/choice.ts';
import { identifier } from '../../../domain/identifiers.ts';
import { findUse } from '../../../domain/programs/catalog.ts';
import { limitedPreview } from '../../../domain/programs/program.ts';
import { keepsRecords } from '../../../domain/programs/use.ts';
import { sharingInForce } from '../../../lambdas/captures/sharing-in-force.ts';
import type { Workspace } from '../../../lambdas/shared/repositories/subjects.ts';
import { sharingUse } from '../../support/settings.ts';

const some = '01J00000000000000000000001';
const at = '2026-03-01T12:00:00.000Z';
const user = identifier('us', 'user', some);
const epoch = identifier('us', 'ep', some);
const organization = identifier('us', 'org', some);

/** A use that records are captured for, as if its setting were a limited preview. */
const governedByPreview = () => {
  const found = findUse(sharingUse);
  if (found === undefined || !keepsRecords(found.use)) throw new Error('no such use');
  const { program, settingId, setting, use } = found;
  const asPreview = { ...setting, admission: limitedPreview('own-geography') };
  const settings = { ...program.settings, [settingId]: asPreview };
  return { ...found, use, setting: asPreview, program: { ...program, settings } };
};

const governed = governedByPreview();

const workspace: Workspace = {
  kind: 'workspace',
  id: identifier('us', 'ws', some),
  organization,
  home: 'us',
  geography: 'us',
  programs: [{ id: governed.program.id, version: governed.program.version }],
  state: 'open',
  createdAt: at,
};

const on: StoredSetting = {
  n: 1,
  value: 'on',
  source: 'chosen',
  since: at,
  by: user,
  notice: { id: 'data-sharing', version: 1, hash: '00' },
  epoch,
};

const asked: StoredAdmission = {
  subject: organization,
  program: governed.program.id,
  setting: governed.settingId,
  askedAt: at,
  askedBy: user,
  asked: 1,
  state: 'asked',
};
const decided = { decidedAt: at, decidedBy: user, decided: 2, reason: 'The preview is full.' };

test.each([
  ['who did not ask', undefined, 'has not been admitted'],
  ['who waits', asked, 'waits for an answer'],
  ['who was declined', { ...asked, ...decided, state: 'declined' } as const, 'The preview is full.'],
])('[CC-4] nothing is captured under a preview of %s', (_, admission, reason) => {
  const sharing = sharingInForce(workspace, governed, on, admission);
  expect(sharing.on).toBe(false);
  expect(sharing).toHaveProperty('explain', expect.arrayContaining([expect.stringContaining(reason)]));
});

test('[CC-4] under a preview of who was admitted it is', () => {
  const admitted = { ...asked, ...decided, state: 'admitted' } as const;
  expect(sharingInForce(workspace, governed, on, admitted)).toEqual({ on: true, epoch });
});

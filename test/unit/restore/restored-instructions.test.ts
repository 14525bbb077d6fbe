import { expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { days, hours, instantOf, isoOf, minutes } from '../../../domain/time.ts';
import { readClosure } from '../../../lambdas/shared/repositories/closures.ts';
import { aRestorableCell } from '../../support/restorable-cell.ts';
import { validation, validationUse } from '../../support/settings.ts';
import { handedOf, handTo, linkOf, signedFor } from '../../support/several-cells.ts';
import { anOrganization, aWorkspace, capture, expectStatus, showNotice } from '../../support/story.ts';

const entry = 'e'.repeat(64);

test('[BY-3] [BY-13] what an instruction began since the copy counts from its first receipt after a restore, and is received once', async () => {
  const restorable = aRestorableCell();
  const { cell } = restorable;
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  const epoch = await showNotice(cell, workspace, validation);
  expectStatus(await capture(cell, workspace, validationUse), 201);
  const copy = restorable.copyOf('registry');
  cell.clock.now += hours(2);
  const part = { subject: workspace, link: await linkOf(cell, organization) };
  const file = signedFor([part], { at: cell.clock.now - hours(1), address: validation });
  const handed = handedOf(file, workspace);
  const stated = (before: number) => ({ receivedAt: isoOf(cell.clock.now - before), entry });
  expectStatus(await handTo(cell, { ...handed, first: stated(minutes(10)) }), 200);
  const earlier = stated(minutes(50));
  const before = expectStatus(await handTo(cell, { ...handed, first: earlier }), 200);
  expect(before.countsFrom).toBe(earlier.receivedAt);

  restorable.lose('registry');
  await restoreRegistry(restorable.restorer(copy), 'may be running');

  expect(await readClosure(cell.store, workspace, epoch)).toMatchObject({
    countsFrom: { instruction: file.instruction.id, ...earlier },
    deadline: isoOf(instantOf(earlier.receivedAt) + days(30)),
  });
  expect(expectStatus(await handTo(cell, handed), 200)).toEqual(before);
});

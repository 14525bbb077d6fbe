import { expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { aCellWithCopy } from '../../support/lost-registry.ts';
import { aSigner } from '../../support/signing.ts';

test('[BY-2] what the log had not taken in when the registry was lost is taken in after its restore, once', async () => {
  const story = await aCellWithCopy();
  const documents = () =>
    story.tables.all('evidence').filter(({ sk }) => sk.startsWith('record#') || sk.startsWith('revision#'));
  const due = () =>
    story.tables
      .all('evidence')
      .filter(({ pk, sk }) => /^us_(org|ws|user|ep)_/.test(pk) && /^(entry|purge)#/.test(sk));

  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');
  const signer = aSigner(story.cell);
  await signer.run();

  expect(due().some(({ sk }) => sk.startsWith('purge#'))).toBe(true);
  expect(documents()).toHaveLength(due().length);

  // And again, with all of it in the log: nothing waits.
  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');
  const { done } = await signer.run();
  const entriesOfRestore = documents().length - due().length;
  expect(entriesOfRestore).toBe(0);
  expect(done).toBeLessThan(due().length);
});

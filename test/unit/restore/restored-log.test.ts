import { expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { checkpointObject } from '../../../contract/evidence-bucket.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { membershipItems } from '../../../lambdas/shared/repositories/members.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { aPerson } from '../../support/callers.ts';
import { aCellWithCopy } from '../../support/lost-registry.ts';
import { aSigner } from '../../support/signing.ts';
import { expectStatus, operator, owner } from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

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

test('[BY-2] a checkpoint that was not locked away when the registry was lost is locked away after its restore', async () => {
  const story = await aCellWithCopy();
  const signer = aSigner(story.cell);
  signer.bucket.down = true;
  await expect(signer.run()).rejects.toThrow('the bucket does not answer');
  const [stored] = story.tables.all('evidence').filter(({ sk }) => sk.startsWith('checkpoint#'));
  signer.bucket.down = false;

  const waiting = () =>
    story.tables
      .all('registry')
      .filter(({ pk }) => registryKeys.signingBuckets('us').includes(pk))
      .map(({ sk }) => sk);

  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');
  // Not only the newest is put again, which the next signature would do.
  expect(waiting().filter((sk) => sk.includes('#checkpoint#'))).toEqual([
    expect.stringContaining(String(stored?.sk)),
  ]);
  await signer.run();
  expect([...signer.bucket.objects.keys()]).toContain(checkpointObject(Number(stored?.size)));
  expect(waiting()).toEqual([]);
});

test('[BY-3] a restore that would bring back who was erased proves nothing, and the cell stays closed', async () => {
  const story = await aCellWithCopy();
  const user = await userOf(story.cell, owner);
  expectStatus(await story.cell.call(operator, 'POST /v1/erasures', { body: { user } }), 202);
  story.lose('registry');
  const person = story.copy.find(({ pk, sk }) => pk === user && sk === 'person');
  if (person === undefined) throw new Error('the copy knows nobody');
  /** Writes the person with whatever is written last before the proof. */
  const leaking = (store: Store): Store => ({
    ...store,
    write: async (write) => {
      if (write.kind === 'put' && write.item.pass === 'replay') await store.write({ ...put, item: person });
      return store.write(write);
    },
  });
  const restore = restoreRegistry(story.restorer(story.copy, { through: leaking }), 'may be running');
  await expect(restore).rejects.toThrow('was erased, and leads to a person');
  await restoreRegistry(story.restorer(story.copy), 'may be running', 'start over');
});

test('[BY-3] [SC-2] a restore from a copy with an owner to whom no ledger gave that role proves nothing, and the cell stays closed', async () => {
  const story = await aCellWithCopy();
  const { cell, organization } = story;
  const user = await userOf(cell, aPerson('ann-1'));
  const given = membershipItems({ id: organization, kind: 'organization' }, { user, roles: ['owner'] });
  story.lose('registry');
  const restore = restoreRegistry(story.restorer([...story.copy, ...given]), 'may be running');
  await expect(restore).rejects.toThrow(`the roles in ${organization} are not as the ledger has them`);
  await restoreRegistry(story.restorer(story.copy), 'may be running', 'start over');
});

const put = { kind: 'put', table: 'registry' } as const;

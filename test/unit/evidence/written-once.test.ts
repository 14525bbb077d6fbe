import { beforeEach, expect, test } from 'vitest';
import { logKeys } from '../../../contract/tables/log.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { LedgerEntry } from '../../../domain/consent/ledger.ts';
import { verifyChain } from '../../../domain/consent/ledger.ts';
import { leafHash } from '../../../domain/evidence/merkle-tree.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import type { StoredLogEntry } from '../../../lambdas/shared/log/log-reading.ts';
import type { StoredDocument } from '../../../lambdas/shared/log/logged-document.ts';
import { fieldsOf } from '../../../lambdas/shared/repositories/stored-item.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Action, Store } from '../../../lambdas/shared/store/store.ts';
import { append, readFrontier } from '../../../lambdas/signer/append.ts';
import { type Work, workIn } from '../../../lambdas/signer/work.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { validation } from '../../support/settings.ts';
import { aSigner } from '../../support/signing.ts';
import { aWorkspace, choose, expectStatus, owner } from '../../support/story.ts';

const building = { program: 'security-copilot', setting: 'build-security-model' } as const;

/** What happens between what somebody read and what they write of evidence for it; once. */
let meanwhile: (() => Promise<void>) | undefined;

const interrupted = (store: Store): Store => ({
  ...store,
  transact: async (actions: readonly Action[]) => {
    const between = meanwhile;
    if (
      between !== undefined &&
      actions.some((action) => action.kind === 'put' && action.table === 'evidence')
    ) {
      meanwhile = undefined;
      await between();
    }
    return store.transact(actions);
  },
});

let cell: TestCell;

beforeEach(() => {
  meanwhile = undefined;
  cell = aCell('us', { store: interrupted(inMemoryStore()) });
});

const entriesOf = async (subject: SubjectId) =>
  expectStatus(
    await cell.call<{ entries: readonly { entry: LedgerEntry }[] }>(owner, 'GET /v1/consents', {
      query: { subject },
    }),
    200,
  ).entries.map(({ entry }) => entry);

test.each(['is there', 'is gone already'])(
  '[BY-10] of two choices at once each has its entry, whether the name beside the first %s',
  async (name) => {
    const workspace = await aWorkspace(cell);
    meanwhile = async () => {
      expectStatus(await choose(cell, workspace, building, 'on'), 200);
      const key = registryKeys.name(workspace, 1);
      if (name === 'is gone already') await cell.store.write({ kind: 'delete', table: 'registry', key });
    };

    expectStatus(await choose(cell, workspace, validation, 'on'), 200);

    const entries = await entriesOf(workspace);
    expect(entries.map(({ event }) => ('setting' in event ? event.setting : event.type))).toEqual([
      'subject-created',
      building.setting,
      validation.setting,
    ]);
    expect(verifyChain(workspace, entries)).toMatchObject({ verified: true, entries: 3 });
  },
);

const workWaiting = async (): Promise<readonly Work[]> => {
  const pages = await Promise.all(
    registryKeys
      .signingBuckets('us')
      .map((pk) => cell.store.query({ table: 'registry', pk, consistency: 'strong' })),
  );
  return pages.flatMap(({ items }) => items).flatMap((item) => workIn(item) ?? []);
};

test('[BY-2] [BY-10] of two signers that take in different things at once none takes the place of the other', async () => {
  await aWorkspace(cell);
  const work = await workWaiting();
  const [one, ...others] = work;
  if (one === undefined || others.length === 0) throw new Error('there is too little work');
  const { ports } = aSigner(cell);
  const frontier = await readFrontier(ports);
  meanwhile = async () => void (await append(ports, frontier, others));

  const { frontier: after, logged } = await append(ports, frontier, [one]);

  expect(logged).toEqual([one]);
  expect(after.size).toBe(work.length);
  for (let index = 0; index < work.length; index += 1) {
    const leaf = await cell.store.get('evidence', logKeys.logEntry('us', 0, index), 'strong');
    const { hash, of } = fieldsOf<StoredLogEntry>(leaf ?? { pk: '', sk: '' });
    const stored = of && (await cell.store.get('evidence', of, 'strong'));
    const document = stored && fieldsOf<StoredDocument>(stored);
    expect(document?.leaf).toBe(index);
    expect(leafHash(document?.document ?? '')).toBe(hash);
  }
});

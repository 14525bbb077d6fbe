import { createDecipheriv } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ErasureReply } from '../../../contract/api/replies.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { canonicalize, commitmentTo, sha256Hex } from '../../../domain/canonical-form.ts';
import { type LedgerEntry, verifyChain } from '../../../domain/consent/ledger.ts';
import type { EpochId, SubjectId, UserId } from '../../../domain/identifiers.ts';
import { days, instantOf, minutes } from '../../../domain/time.ts';
import { type PublishedEvent, sweepOutbox } from '../../../lambdas/outbox/publish.ts';
import { readEntries } from '../../../lambdas/shared/repositories/ledger.ts';
import { storedItem } from '../../../lambdas/shared/repositories/stored-item.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { anOperator, aPerson, aService } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { type ContendedStore, contendedStore } from '../../support/contended-store.ts';
import { takeFiles, takeKeys, verifyTaken } from '../../support/evidence-files.ts';
import { aListing, type Listing } from '../../support/listed-store.ts';
import { compliancePlugins, sharing, sharingUse } from '../../support/settings.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  operator,
  optIn,
  owner,
} from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

const me = 'us_user_me' as UserId;
const colleague = aPerson('colleague-1');

let contended: ContendedStore;
let listing: Listing;
let cell: TestCell;
let signer: TestSigner;
let user: UserId;
let subjects: readonly SubjectId[];
let epochs: readonly EpochId[];

/** Makes a colleague an owner, so that somebody can still ask when the first one is erased. */
const join = async (subject: SubjectId) =>
  cell.store.write({
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.member(subject, await userOf(cell, colleague)), { roles: ['owner'] }),
  });

/** An owner acts in an organization, a workspace and for themself; what they shared is purged. */
beforeEach(async () => {
  contended = contendedStore();
  listing = aListing();
  cell = aCell('us', { store: listing.through(contended.store) });
  signer = aSigner(cell);
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  subjects = [organization, workspace];
  for (const subject of subjects) await join(subject);
  epochs = [await optIn(cell, organization, sharing)];
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  expectStatus(await choose(cell, me, compliancePlugins, 'on'), 200);
  await cell.tick();
  await signer.run();
  user = await userOf(cell, owner);
});

const erase = (body: object, caller = operator) =>
  cell.call<ErasureReply>(caller, 'POST /v1/erasures', { body });

const everything = async () => listing.everyItem(cell.store);

/** Items in which the subject of the owner's token stands, or its digest. */
const telling = async () => {
  const tells = ['owner-1', sha256Hex('owner-1')];
  return (await everything()).filter((each) => tells.some((tell) => JSON.stringify(each).includes(tell)));
};

const files = () => takeFiles(cell, colleague, { subjects, epochs });

const entriesOf = async (subject: SubjectId) =>
  (await readEntries(cell.store, subject, { limit: 100 })).entries;

describe('erasing a person', () => {
  test('[BY-10] leaves every ledger, record and certificate valid, and no item of any table that tells them (I4, I8)', async () => {
    const keys = await takeKeys(cell, colleague);
    const before = await files();
    expect((await telling()).length).toBe(2);
    expect(new Set(before.map(({ kind }) => kind))).toEqual(new Set(['ledger', 'record', 'certificate']));

    const { body, status } = await erase({ user });

    expect(status).toBe(202);
    expect(body).toMatchObject({ user, entry: 1 });
    expect(await telling()).toEqual([]);
    await signer.run();
    const after = await files();
    expect(after.map(({ of }) => of)).toEqual(before.map(({ of }) => of));
    for (const file of [...before, ...after])
      expect(verifyTaken(file, keys)).toMatchObject({ verified: true });
    const named = (taken: typeof after) =>
      taken.filter(({ bytes }) => new TextDecoder().decode(bytes).includes('owner-1')).length;
    // Two ledgers, and two records of the organization.
    expect([named(before), named(after)]).toEqual([4, 0]);
  });

  test('keeps what is chained as it was, and what the erased did stays readable as the act of nobody', async () => {
    const [organization] = subjects;
    if (organization === undefined) throw new Error('no organization');
    const before = await entriesOf(organization);

    await erase({ user });

    const after = await entriesOf(organization);
    expect(after.map(({ entry }) => entry)).toEqual(before.map(({ entry }) => entry));
    const who = (entries: typeof after) => entries.map(({ name }) => name?.actor.kind ?? 'erased');
    expect(who(before)).toEqual(['person', 'person', 'person', 'function']);
    // Entry 0 is the operator's, who is another person.
    expect(who(after)).toEqual(['person', 'erased', 'erased', 'function']);
  });

  test('leaves nothing with which a guess of who it was could be confirmed (I8)', async () => {
    const guess = { kind: 'person', tokenSubject: 'owner-1', roles: ['owner'] };
    const confirms = async () => {
      const text = JSON.stringify(await everything());
      const secrets = [...new Set(text.match(/[0-9a-f]{64}/g))];
      const sealed = [...text.matchAll(/"sealed":"([\w-]+)"/g)].map(([, name = '']) => name);
      const salts = [...secrets, ...sealed.flatMap((name) => saltsIn(name, secrets))];
      const chained = await Promise.all([...subjects, user].map(entriesOf));
      return chained
        .flat()
        .filter(({ entry }) => salts.some((salt) => commitmentTo(guess, salt) === entry.actor)).length;
    };
    expect(await confirms()).toBeGreaterThan(3);

    await erase({ user });

    expect(await confirms()).toBe(0);
  });

  test('leaves no digest of a request that named them, by which a guess could be confirmed (I8)', async () => {
    const request = { path: {}, body: { home: 'us', owner: 'owner-1' } };
    const guessed = [canonicalize(request), canonicalize(request.body)].map(sha256Hex);
    expect((await everything()).some(({ item }) => 'bodyHash' in item)).toBe(true);

    await erase({ user });

    const text = JSON.stringify(await everything());
    expect(guessed.filter((guess) => text.includes(guess))).toEqual([]);
  });

  test('is written down in the ledger of the user, by a commitment to the operator and without a name', async () => {
    const { body } = await erase({ user });

    const entries = await entriesOf(user);
    expect(
      verifyChain(
        user,
        entries.map(({ entry }) => entry),
      ),
    ).toMatchObject({ verified: true });
    const last = entries.at(-1);
    expect(last?.entry).toMatchObject({ event: { type: 'person-erased' }, at: body.erasedAt });
    expect(last?.name?.actor).toMatchObject({ tokenSubject: 'operator-1', roles: ['operator'] });
    const published: PublishedEvent[] = [];
    const publish = async (events: readonly PublishedEvent[]) => {
      published.push(...events);
      return [];
    };
    cell.clock.now += minutes(10);
    await sweepOutbox({ ...cell.ports, bus: { publish } });
    expect(published.map(({ type, detail }) => ({ type, detail }))).toContainEqual({
      type: 'PersonErased',
      detail: { user, entry: last?.entry.sequence },
    });
  });

  test('says by which method, and until when a restore could bring it back', async () => {
    const { body } = await erase({ tokenSubject: 'owner-1' });

    expect(body.user).toBe(user);
    expect(body.erased).toEqual([
      { what: 'token-and-user', method: 'logical-delete' },
      { what: 'names-in-ledgers', method: 'cryptographic-erase' },
    ]);
    const life = instantOf(body.copiesUntil) - instantOf(body.erasedAt);
    expect(life).toBeGreaterThanOrEqual(days(7));
    expect(life).toBeLessThan(days(8));
  });

  test('repeated for the user it gives the same answer and writes nothing; by the token nobody is found', async () => {
    const first = await erase({ user });
    cell.clock.now += days(1);
    const items = await everything();

    const again = await erase({ user });

    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(await everything()).toEqual(items);
    expect((await erase({ tokenSubject: 'owner-1' })).status).toBe(404);
    expect((await erase({ user: 'us_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8' })).status).toBe(404);
  });

  test('takes an accepted opt-out along that still waits, and lets it be finished', async () => {
    const [organization] = subjects;
    if (organization === undefined) throw new Error('no organization');
    expectStatus(await choose(cell, organization, sharing, 'on'), 200);
    contended.crowded = true;
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    contended.crowded = false;
    expect((await everything()).some(({ item }) => item.sk.startsWith('pending#'))).toBe(true);

    await erase({ user });
    expect(await telling()).toEqual([]);
    await cell.tick();

    const entries = await entriesOf(organization);
    const off = entries.findLast(({ entry }) => entry.event.type === 'setting-chosen');
    expect(off?.entry.event).toMatchObject({ value: 'off' });
    expect(off?.name).toBeUndefined();
    expect(await telling()).toEqual([]);
    const chain: readonly LedgerEntry[] = entries.map(({ entry }) => entry);
    expect(verifyChain(organization, chain)).toMatchObject({ verified: true });
  });

  test('costs six items and 12 write units, however much the person did', async () => {
    const costOf = async (choices: number) => {
      const written: number[] = [];
      const metered = aCell('us', {
        store: inMemoryStore({ meter: (_, { write }) => void written.push(write) }),
      });
      const organization = await anOrganization(metered);
      for (let n = 0; n < choices; n += 1)
        expectStatus(await choose(metered, organization, sharing, n % 2 === 0 ? 'on' : 'off'), 200);
      written.length = 0;
      const body = { tokenSubject: 'owner-1' };
      expectStatus(await metered.call(operator, 'POST /v1/erasures', { body }), 202);
      return written.filter((units) => units > 0);
    };

    expect(await costOf(1)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(await costOf(40)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test('is for operators alone, and wants one way of naming the person', async () => {
    const refused = [
      await erase({ user }, owner),
      await erase({ user }, aPerson('reviewer-1', { 'cognito:groups': '[auditor]' })),
      await erase({ user }, aService('assistant')),
      await erase({}),
      await erase({ user, tokenSubject: 'owner-1' }),
      await erase({ user: 'eu_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8' }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 400, 400, 421]);
    expect((await telling()).length).toBe(2);
  });

  test('an operator can be erased, also by their own request', async () => {
    const own = anOperator('operator-2');
    const { status } = await erase({ user: await userOf(cell, own) }, own);

    expect(status).toBe(202);
    expect(JSON.stringify(await everything())).not.toContain('operator-2');
    expect((await erase({ user: await userOf(cell, operator) }, operator)).status).toBe(202);
    expect(JSON.stringify(await everything())).not.toContain('operator-1');
  });
});

/** What a sealed name gives up under each of some keys; nothing, where none of them fits. */
const saltsIn = (sealed: string, keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
      return text.match(/[0-9a-f]{64}/g) ?? [];
    } catch {
      return [];
    }
  });

import { performance } from 'node:perf_hooks';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type ChainHead,
  committedOpenly,
  continueChain,
  type LedgerEvent,
} from '../../../domain/consent/ledger.ts';
import type { LedgerFile } from '../../../domain/evidence/evidence-files.ts';
import { inWords } from '../../../domain/evidence/in-words.ts';
import { verifyLedgerFile } from '../../../domain/evidence/verify-ledger.ts';
import { verifyLedgerFiles } from '../../../domain/evidence/verify-ledger-pages.ts';
import { identifier, type OrganizationId } from '../../../domain/identifiers.ts';
import { appendActions, readHead } from '../../../lambdas/shared/repositories/ledger.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { documentOf, logOf, namesIn, type TestLedger, testKey } from '../../support/evidence-log.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import { anOrganization, expectStatus, owner } from '../../support/story.ts';
import { bytesOf, example, fileOf, keys, pages, reasonOf } from './files.ts';

const ofPages = (...files: readonly object[]) => reasonOf(verifyLedgerFiles(files.map(fileOf), { keys }));

const documentsOf = ({ entries }: TestLedger) => entries.map(documentOf);

describe('[BY-10] pages of a ledger', () => {
  const [first, second] = pages as readonly [LedgerFile, LedgerFile];
  const single = example.log.ledgerPages(example.ledger, 1);

  test('in their order are the ledger', () => {
    const verdict = verifyLedgerFiles([first, second].map(fileOf), { keys });
    expect(verdict).toMatchObject({ verified: true, files: 2, first: 0, last: 3, anchored: 4, named: 4 });
    expect(ofPages(...single)).toBe('verified');
    if (!verdict.verified) throw new Error(verdict.sentence);
    const { headline, notProven } = inWords(verdict);
    expect(headline).toContain('entries 0 to 3: verified.');
    expect(notProven.join()).not.toMatch(/page was not given/);
  });

  test('by themselves are verified, and say what they leave out', () => {
    const alone = verifyLedgerFile(fileOf(second), { keys });
    if (!alone.verified) throw new Error(alone.sentence);
    expect(alone).toMatchObject({ first: 2, last: 3 });
    expect(inWords(alone).headline).toContain('entries 2 to 3: verified.');
    expect(inWords(alone).notProven).toContain('What entries 0 to 1 say: their page was not given.');
    const begun = verifyLedgerFile(fileOf(first), { keys });
    if (!begun.verified) throw new Error(begun.sentence);
    expect(inWords(begun).notProven).toContain('What comes from entry 2 on: a further page was not given.');
  });

  const [one, two, three, four] = single as readonly [LedgerFile, LedgerFile, LedgerFile, LedgerFile];
  test.each([
    ['in another order', [second, first]],
    ['with one missing in between', [one, three]],
    ['with one missing, and the numbers set to hide it', [one, { ...three, from: 1 }]],
    ['with one twice', [one, one]],
    ['with one that laps over', [first, two]],
    ['with two exchanged', [one, three, two, four]],
    ['that name another next page', [{ ...first, next: 3 }, second]],
    ['of which one begins nowhere', [first, { ...second, from: 3 }]],
    ['of which one does not say where it begins', [first, (({ from: _, ...rest }) => rest)(second)]],
    ['with a hole inside of one', [first, { ...second, entries: second.entries.slice(1) }]],
    ['with an empty one', [first, { ...second, entries: [] }]],
    ['that is cut before its anchor', [{ ...first, entries: first.entries.slice(0, 1) }, second]],
    ['with the anchor of another', [first, { ...second, anchor: first.anchor }]],
  ])('%s are refused', (_, files) => {
    expect(ofPages(...files)).toBe('broken-ledger');
  });

  test('that do not follow each other are told by the numbers of their entries', () => {
    const told = verifyLedgerFiles([one, three].map(fileOf), { keys });
    expect(told).toMatchObject({
      sentence: expect.stringContaining('begins with entry 2 where 1 is expected'),
    });
    const again = verifyLedgerFiles([first, first].map(fileOf), { keys });
    expect(again).toMatchObject({
      sentence: expect.stringContaining('begins with entry 0 where 2 is expected'),
    });
  });

  test('of which one continues another chain are refused, though each is in order by itself', () => {
    // The same ledger as it would have been with another beginning: every page of it is in order by itself.
    const anew = anotherBeginning();
    expect(ofPages(...anew.pages)).toBe('verified');
    expect(ofPages(first, anew.pages[1] ?? {})).toBe('inconsistent');
    expect(ofPages(first, anew.laterPages[1] ?? {})).toBe('broken-ledger');
    const theirs = anotherBeginning('us_org_01JDEM0EXAMP00000000000009');
    expect(ofPages(...theirs.laterPages)).toBe('verified');
    expect(ofPages(first, theirs.laterPages[1] ?? {})).toBe('broken-ledger');
  });

  /** A ledger whose entries are the same but for when it began, in a log of the same size and in a longer one. */
  const anotherBeginning = (subject: OrganizationId = namesIn('us').organization) => {
    let head: ChainHead | undefined;
    const entries = example.ledger.entries.map((entry, index) => {
      const at = Date.parse(entry.at) - (index === 0 ? 1_000 : 0);
      const made = continueChain(subject, head, { at, event: entry.event, commitment: entry.actor });
      head = made;
      return made;
    });
    const ledger = { entries, names: example.ledger.names };
    const documents = documentsOf(ledger);
    const filler = [...example.certificates];
    return {
      pages: logOf('us', [...documents, ...filler]).ledgerPages(ledger, 2),
      laterPages: logOf('us', [...documents, ...filler, { one: 'more' }]).ledgerPages(ledger, 2),
    };
  };

  test('that were anchored at different times are taken, and those of another key are not', () => {
    const documents = documentsOf(example.ledger);
    const early = logOf('us', documents.slice(0, 2)).ledgerPages(
      { entries: example.ledger.entries.slice(0, 2), names: {} },
      2,
    )[0];
    const late = logOf('us', documents).ledgerPages(example.ledger, 2)[1];
    expect(ofPages(early ?? {}, late ?? {})).toBe('verified');
    const foreign = logOf('us', documents, testKey('of somebody else')).ledgerPages(example.ledger, 2)[1];
    expect(ofPages(early ?? {}, foreign ?? {})).toBe('unknown-key');
  });
});

describe('[BY-10] a ledger of 3,500 entries', () => {
  const entries = 3_500;
  let cell: TestCell;
  let signer: TestSigner;
  let organization: OrganizationId;

  beforeAll(async () => {
    cell = aCell('us');
    signer = aSigner(cell);
    organization = await anOrganization(cell);
    const event: LedgerEvent = {
      type: 'hold-released',
      hold: identifier('us', 'hold', '01JDEM0EXAMP00000000000001'),
      endedAt: '2026-03-01T12:00:00.000Z',
    };
    let head = await readHead(cell.store, organization);
    for (let number = 1; number < entries; number += 1) {
      const actor = committedOpenly({ kind: 'function', name: 'planner' }, cell.ports.randomness.salt());
      const at = cell.ports.clock.now();
      const entry = continueChain(organization, head, { at, event, commitment: actor.commitment });
      await cell.store.transact(appendActions(entry, actor.kept));
      head = entry;
    }
    while ((await signer.run()).done > 0);
  }, 120_000);

  const page = (query: Record<string, string>) =>
    cell.call<LedgerFile>(owner, 'GET /v1/ledgers/{subject}', { path: { subject: organization }, query });
  const trust = () => ({ keys: bytesOf(JSON.stringify({ keys: [signer.key.jwk] })) });

  const everyPage = async (): Promise<readonly LedgerFile[]> => {
    const files: LedgerFile[] = [];
    let from: number | undefined;
    do {
      const file = expectStatus(await page(from === undefined ? {} : { from: String(from) }), 200);
      files.push(file);
      from = file.next;
    } while (from !== undefined);
    return files;
  };

  test('comes in pages that a function can answer with, and verifies as a whole within seconds', async () => {
    const files = await everyPage();
    const bytes = files.map(fileOf);
    // As the gateway gets them: once more as a text within JSON, at most 6 MB.
    const longest = Math.max(...files.map((file) => JSON.stringify(JSON.stringify(file)).length));
    const start = performance.now();
    const verdict = verifyLedgerFiles(bytes, trust());
    const took = performance.now() - start;
    expect(verdict).toMatchObject({ verified: true, first: 0, last: entries - 1, anchored: entries });
    expect(files.length).toBeGreaterThan(1);
    expect(longest).toBeLessThan(6_000_000);
    expect(took).toBeLessThan(20_000);
  });

  test('is refused without any page of it but the ends, and in another order', async () => {
    const files = await everyPage();
    const again = expectStatus(await page({ from: '1000' }), 200);
    const [head, tail] = files;
    expect(
      reasonOf(
        verifyLedgerFiles(
          [tail, head].map((file) => fileOf(file)),
          trust(),
        ),
      ),
    ).toBe('broken-ledger');
    expect(
      reasonOf(
        verifyLedgerFiles(
          [head, again].map((file) => fileOf(file)),
          trust(),
        ),
      ),
    ).toBe('broken-ledger');
    expect(reasonOf(verifyLedgerFile(fileOf(again), trust()))).toBe('verified');
  });

  test('a page that nobody signed for waits, and one that is not there is not found', async () => {
    expect((await page({ from: String(entries) })).status).toBe(404);
    expect((await page({ from: '0' })).status).toBe(400);
    const head = await readHead(cell.store, organization);
    const actor = committedOpenly({ kind: 'function', name: 'planner' }, cell.ports.randomness.salt());
    const event = { type: 'person-erased' } as const;
    const step = { at: cell.ports.clock.now(), event, commitment: actor.commitment };
    await cell.store.transact(appendActions(continueChain(organization, head, step), actor.kept));
    expect((await page({ from: String(entries) })).status).toBe(409);
    while ((await signer.run()).done > 0);
    expect((await page({ from: String(entries) })).status).toBe(200);
  });
});

test('a page ends before it is too large to answer with, however few its entries are', async () => {
  const cell = aCell('us');
  const signer = aSigner(cell);
  const subject = await anOrganization(cell);
  let head = await readHead(cell.store, subject);
  for (let number = 1; number < 40; number += 1) {
    const { commitment, kept } = committedOpenly(
      { kind: 'function', name: 'a' },
      cell.ports.randomness.salt(),
    );
    // Whatever a later version writes: quotation marks take two characters each in an answer.
    const event = { type: 'something-large', text: '"'.repeat(100_000) } as unknown as LedgerEvent;
    const entry = continueChain(subject, head, { at: cell.ports.clock.now(), event, commitment });
    await cell.store.transact(appendActions(entry, kept));
    head = entry;
  }
  while ((await signer.run()).done > 0);
  const trust = { keys: bytesOf(JSON.stringify({ keys: [signer.key.jwk] })) };
  const files: LedgerFile[] = [];
  for (let from: number | undefined = 0; from !== undefined; from = files.at(-1)?.next) {
    const query: Record<string, string> = from === 0 ? {} : { from: String(from) };
    const sent = { path: { subject }, query };
    files.push(expectStatus(await cell.call<LedgerFile>(owner, 'GET /v1/ledgers/{subject}', sent), 200));
  }
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect(JSON.stringify(JSON.stringify(file)).length).toBeLessThan(6_000_000);
  expect(verifyLedgerFiles(files.map(fileOf), trust)).toMatchObject({
    verified: true,
    last: 39,
    anchored: 40,
  });
});

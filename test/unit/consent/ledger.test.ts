import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Actor,
  beforeTheFirst,
  hashedText,
  type LedgerEntry,
  type LedgerEvent,
  nameMatches,
  nextEntry,
  verifyChain,
} from '../../../domain/consent/ledger.ts';
import { identifier, type WorkspaceId } from '../../../domain/identifiers.ts';

const subject: WorkspaceId = 'us_ws_01JD0000000000000000000000';
const actor: Actor = { kind: 'person', tokenSubject: 'owner-1', roles: ['owner'] };
const created: LedgerEvent = {
  type: 'subject-created',
  owner: identifier('us', 'user', '01J00000000000000000000001'),
  home: 'us',
  programs: [{ id: 'security-copilot', version: 1 }],
};
const ended = (lots: number): LedgerEvent => ({
  type: 'closure-ended',
  epoch: 'us_ep_01JD0000000000000000000000',
  lots,
  captured: lots,
  deleted: lots,
});

const salt = (n: number) => n.toString(16).padStart(64, '0');

const chainOf = (length: number) => {
  const entries: LedgerEntry[] = [];
  for (let n = 0; n < length; n += 1) {
    const event = n === 0 ? created : ended(n);
    entries.push(
      nextEntry(subject, entries.at(-1), { at: 1_700_000_000_000 + n, event, actor, salt: salt(n) }).entry,
    );
  }
  return entries;
};

describe('the consent ledger', () => {
  test('starts at entry 0 behind 64 zeros and continues hash by hash', () => {
    const [first, second] = chainOf(2);
    expect(first).toMatchObject({ v: 1, sequence: 0, previous: beforeTheFirst });
    expect(second).toMatchObject({ sequence: 1, previous: first?.hash });
  });

  test('hashes the RFC 8785 text, so that any SHA-256 tool gives the same', () => {
    const [entry] = chainOf(1);
    if (entry === undefined) throw new Error('no entry');
    expect(createHash('sha256').update(hashedText(entry)).digest('hex')).toBe(entry.hash);
  });

  test('keeps no name in the chain: only a commitment that the opened part proves', () => {
    const { entry, name } = nextEntry(subject, undefined, { at: 0, event: created, actor, salt: salt(7) });
    expect(JSON.stringify(entry)).not.toContain('owner-1');
    expect(nameMatches(entry, name)).toBe(true);
    expect(nameMatches(entry, { ...name, actor: { ...actor, tokenSubject: 'somebody-else' } })).toBe(false);
    expect(nameMatches(entry, { ...name, salt: salt(8) })).toBe(false);
  });

  test('verifies a whole chain and tells how far it reaches', () => {
    const entries = chainOf(5);
    expect(verifyChain(subject, entries)).toEqual({ verified: true, entries: 5, head: entries.at(-1)?.hash });
    expect(verifyChain(subject, [])).toEqual({ verified: true, entries: 0 });
  });

  test('is not verified with a hole, in another order, or as another subject’s', () => {
    const entries = chainOf(4);
    expect(verifyChain(subject, entries.toSpliced(1, 1))).toMatchObject({ verified: false, sequence: 1 });
    expect(verifyChain(subject, entries.toReversed())).toMatchObject({ verified: false, sequence: 0 });
    expect(verifyChain('us_ws_01JD0000000000000000000001', entries)).toMatchObject({
      verified: false,
      sequence: 0,
    });
  });

  test('is not verified when any field of any entry was changed, hash recomputed or not', () => {
    const entries = chainOf(4);
    fc.assert(
      fc.property(fc.nat(3), fc.constantFrom('at', 'actor', 'previous', 'hash'), (place, field) => {
        const changed = entries.map((entry, position) =>
          position === place ? { ...entry, [field]: `${entry[field as 'at']}x` } : entry,
        );
        expect(verifyChain(subject, changed).verified).toBe(false);
      }),
    );
    const resealed = chainOf(4).map((entry, position) =>
      position === 1
        ? nextEntry(subject, entries[0], { at: 5, event: ended(99), actor, salt: salt(1) }).entry
        : entry,
    );
    expect(verifyChain(subject, resealed)).toMatchObject({ verified: false, sequence: 2 });
  });
});

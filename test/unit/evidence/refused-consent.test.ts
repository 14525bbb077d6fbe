import { describe, expect, test } from 'vitest';
import { canonicalize } from '../../../domain/canonical-form.ts';
import { type LedgerEntry, type LedgerEvent, nextEntry } from '../../../domain/consent/ledger.ts';
import { inWords } from '../../../domain/evidence/in-words.ts';
import type { RefusalReason } from '../../../domain/evidence/refusal.ts';
import type { Geography } from '../../../domain/geographies.ts';
import { instantOf } from '../../../domain/time.ts';
import { exampleLog, logOf } from '../../support/evidence-log.ts';
import {
  certificateFile,
  chosen,
  chosenName,
  example,
  fileOf,
  keys,
  ledgerFile,
  reasonOf,
  recordFile,
  verifiers,
} from './files.ts';

const { log, ledger } = example;

const verifiedLedger = (() => {
  const verdict = verifiers.ledger(fileOf(ledgerFile), { keys });
  if (!verdict.verified) throw new Error(verdict.sentence);
  return verdict;
})();
const ofRecord = (value: unknown) => reasonOf(verifiers.record(fileOf(value), { keys }));
const ofLedger = (value: unknown) => reasonOf(verifiers.ledger(fileOf(value), { keys }));

describe('[BY-10] a record is refused', () => {
  const { record, entry } = recordFile;
  const [created, , optedOut] = ledger.entries;
  const signedAs = (changes: object, cell: Geography = 'us') => {
    const wrong = { ...record, ...changes };
    const { inclusion, checkpoint } = logOf(cell, [wrong, record]).certificateFile(wrong as never);
    return { ...recordFile, record: wrong, inclusion, checkpoint };
  };
  const cases: readonly (readonly [string, RefusalReason, object])[] = [
    ['a certificate file', 'wrong-kind', certificateFile],
    ['with another entry', 'other-entry', { ...recordFile, entry: optedOut }],
    ['with an entry that is no choice', 'other-entry', { ...recordFile, entry: created }],
    [
      'with an entry that was changed',
      'broken-ledger',
      { ...recordFile, entry: { ...entry, at: '2026-11-02T10:15:00.001Z' } },
    ],
    ['with an entry of version 2', 'unknown-version', { ...recordFile, entry: { ...entry, v: 2 } }],
    [
      'with somebody else’s name',
      'bad-name',
      { ...recordFile, name: { ...chosenName, actor: { ...chosenName.actor, tokenSubject: 'b' } } },
    ],
    ['with another salt', 'bad-name', { ...recordFile, name: { ...chosenName, salt: 'a'.repeat(64) } }],
    ['of another value', 'other-entry', signedAs({ event: { ...record.event, event_state: 'off' } })],
    [
      'of another time',
      'other-entry',
      signedAs({ event: { ...record.event, event_time: '2026-11-02T10:15:00.001Z' } }),
    ],
    [
      'of another act',
      'other-entry',
      signedAs({ event: { ...record.event, event_type: 'default-applied' } }),
    ],
    ['of somebody else', 'other-entry', signedAs({ event: { ...record.event, entity_id: 'a'.repeat(64) } })],
    [
      'of another party',
      'other-entry',
      signedAs({ authority: { ...record.authority, party: 'us_org_01JDEM0EXAMP00000000000009' } }),
    ],
    ['of another program', 'other-entry', signedAs({ program: { ...record.program, id: 'another' } })],
    [
      'of another version of the program',
      'other-entry',
      signedAs({ program: { ...record.program, version: 2 } }),
    ],
    ['of another setting', 'other-entry', signedAs({ program: { ...record.program, setting: 'another' } })],
    ['of another number', 'other-entry', signedAs({ record_id: record.record_id.replace(/1$/, '2') })],
    [
      'of another subject',
      'other-entry',
      signedAs({ ledger: { ...record.ledger, subject: 'us_org_01JDEM0EXAMP00000000000009' } }),
    ],
    ['of another sequence', 'other-entry', signedAs({ ledger: { ...record.ledger, sequence: 2 } })],
    ['of another cell', 'other-entry', signedAs({ cell: 'eu' }, 'eu')],
    ['of another ledger', 'other-entry', signedAs({ ledger: { ...record.ledger, hash: 'a'.repeat(64) } })],
  ];
  test.each(cases)('%s', (_, reason, value) => {
    expect(ofRecord(value)).toBe(reason);
  });

  test.each([
    ['another notice', { id: 'another' }],
    ['another version of the notice', { version: 2 }],
    ['other words', { hash: 'a'.repeat(64) }],
  ])('[DS-12] bound to %s than the choice was', (_, changes) => {
    expect(ofRecord(signedAs({ privacy_notice: { ...record.privacy_notice, ...changes } }))).toBe(
      'other-entry',
    );
  });

  test('and taken without the name, once it was erased', () => {
    const { name: _, ...erased } = recordFile;
    expect(ofRecord(erased)).toBe('verified');
    expect(canonicalize(erased)).not.toContain('a1b2c3');
  });
});

describe('[BY-10] a ledger is refused', () => {
  const { entries } = ledger;
  const nameOf = (sequence: number) => ledger.names[String(sequence)] ?? chosenName;
  const without = (index: number) => ({ ...ledgerFile, entries: entries.toSpliced(index, 1) });
  const { organization: _, ...event } = { ...entries[0]?.event, organization: undefined };
  const cases: readonly (readonly [string, RefusalReason, object])[] = [
    ['with a hole', 'broken-ledger', without(1)],
    ['without its beginning', 'broken-ledger', without(0)],
    ['without its end', 'broken-ledger', without(3)],
    ['without entries', 'broken-ledger', { ...ledgerFile, entries: [] }],
    ['in another order', 'broken-ledger', { ...ledgerFile, entries: entries.toReversed() }],
    [
      'with an entry twice',
      'broken-ledger',
      { ...ledgerFile, entries: entries.toSpliced(1, 0, ...entries.slice(1, 2)) },
    ],
    [
      'with an entry that was changed',
      'broken-ledger',
      { ...ledgerFile, entries: [{ ...entries[0], event: { ...event, home: 'eu' } }, ...entries.slice(1)] },
    ],
    ['of another subject', 'broken-ledger', { ...ledgerFile, subject: 'us_org_01JDEM0EXAMP00000000000009' }],
    ['of another cell', 'broken-ledger', { ...ledgerFile, entries: exampleLog('eu').ledger.entries }],
    [
      'with an entry of version 2',
      'broken-ledger',
      { ...ledgerFile, entries: [{ ...entries[0], v: 2 }, ...entries.slice(1)] },
    ],
    ['with a name of another entry', 'bad-name', { ...ledgerFile, names: { 0: chosenName } }],
    ['with a name of no entry', 'bad-name', { ...ledgerFile, names: { 4: chosenName } }],
    ['with a name under another spelling', 'wrong-shape', { ...ledgerFile, names: { '01': chosenName } }],
    [
      'with the anchor of another entry',
      'not-in-log',
      { ...ledgerFile, anchor: { ...ledgerFile.anchor, document: recordFile.record } },
    ],
  ];
  test.each(cases)('%s', (_, reason, value) => {
    expect(ofLedger(value)).toBe(reason);
  });

  test('and taken without names, and where its last entries are not signed for yet', () => {
    const { names: _, ...erased } = ledgerFile;
    expect(ofLedger(erased)).toBe('verified');
    const verdict = verifiers.ledger(fileOf(log.ledgerFile(ledger, 1)), { keys });
    expect(verdict).toMatchObject({ verified: true, anchored: 2, named: 4 });
  });

  test('[BY-10] is never said to be whole where somebody chained an entry of their own to it', () => {
    const signed = log.ledgerFile(ledger, 2);
    const forged = { ...entries[1]?.event, value: 'on' } as LedgerEvent;
    const step = { at: instantOf('2026-11-05T09:50:00.000Z'), event: forged, ...nameOf(1) };
    const { entry } = nextEntry(signed.subject, entries[2], step);
    const { names: _, ...unnamed } = signed;
    const file = { ...unnamed, entries: [...entries.slice(0, 3), entry] };
    const verdict = verifiers.ledger(fileOf(file), { keys });
    if (!verdict.verified) throw new Error(verdict.sentence);
    const { headline, proven, notProven } = inWords(verdict);
    expect(headline).toMatch(/entries 0 to 2: verified; entry 3 not signed for/);
    expect(proven[0]).toContain('whole from entry 0 to entry 2');
    expect(notProven[0]).toContain('That the cell wrote entry 3');
    expect(inWords(verifiedLedger).headline).toMatch(/entries 0 to 3: verified\.$/);
  });

  test('that was written anew after the log had taken it in', () => {
    const anew: LedgerEntry[] = [];
    for (const [sequence, entry] of entries.entries()) {
      const event = (sequence === 1 ? { ...entry.event, value: 'off' } : entry.event) as LedgerEvent;
      const step = { at: instantOf(entry.at), event, ...nameOf(sequence) };
      anew.push(nextEntry(entry.subject, anew.at(-1), step).entry);
    }
    // Its names fit, its chain is whole, and the anchor is in the log: but it is the anchor of another chain.
    expect(ofLedger({ ...ledgerFile, entries: anew })).toBe('other-entry');
    expect(ofLedger({ ...ledgerFile, entries: anew.with(1, entries[1] ?? chosen) })).toBe('broken-ledger');
  });

  test('a rewritten end of a ledger is refused by who holds an earlier checkpoint', () => {
    const rewritten = logOf('us', [...example.certificates, ledgerFile.anchor.document]);
    const file = rewritten.ledgerFile(ledger, 3, 4);
    expect(reasonOf(verifiers.ledger(fileOf(file), { keys, earlier: fileOf(log.checkpointFile(4)) }))).toBe(
      'inconsistent',
    );
  });
});

import { describe, expect, test } from 'vitest';
import { canonicalize, digestOf } from '../../../domain/canonical-form.ts';
import { nextEntry } from '../../../domain/consent/ledger.ts';
import {
  authorizationRecordOf,
  isSettingEntry,
  ledgerDocumentOf,
} from '../../../domain/evidence/authorization-record.ts';
import { completed, corrected, everyCertificateLimit } from '../../../domain/evidence/certificate.ts';
import { revisionOf } from '../../../domain/evidence/correction.ts';
import { inWords } from '../../../domain/evidence/in-words.ts';
import { leafOf } from '../../../domain/evidence/log-leaf.ts';
import type { VerifiedCertificate } from '../../../domain/evidence/verify-certificate.ts';
import { everyNotice, noticeOf } from '../../../domain/notices/catalog.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { instantOf } from '../../../domain/time.ts';
import { certificate as certificateIn, logOf } from '../../support/evidence-log.ts';
import { certificate, chosen, example, fileOf, keys, recordFile, verifiers } from './files.ts';

const copy = { store: 'registry', until: '2026-11-12T09:41:12.345Z' } as const;

/** A certificate as it is verified at the end of a log. */
const verified = (of: typeof certificate): VerifiedCertificate => {
  const verdict = verifiers.certificate(fileOf(logOf('us', [of]).certificateFile(of)), { keys });
  if (!verdict.verified) throw new Error(verdict.sentence);
  return verdict;
};
const told = (of: typeof certificate) => inWords(verified(of)).proven.join('\n');

describe('a certificate', () => {
  test('[BY-2] says what, why, by which deadline, how many, and what it does not prove', () => {
    expect(certificate).toMatchObject({
      scope: { use: 'product-improvement', day: '2026-11-03', shard: 2 },
      cause: 'opt-out',
      deadline: '2026-12-03T00:00:00.000Z',
      counts: { captured: 414, deleted: 414, moved: 0, verdict: 'add-up' },
      method: 'logical-delete',
      doesNotProve: everyCertificateLimit,
    });
    const { notProven } = inWords(verified(certificate));
    expect(notProven.length).toBeGreaterThanOrEqual(everyCertificateLimit.length);
  });

  test('[BY-2] says where a restore counted anew, and says it still when something else is corrected', () => {
    const anew = certificateIn('us', 0, { recounted: true });
    expect(told(certificate)).not.toContain('counted anew');
    expect(told(anew)).toContain('counted anew after a restore');
    const at = instantOf(anew.deletedAt);
    const revision = revisionOf(anew, { facts: { storesNotCovered: ['a lake'] }, wrong: 'A lake.' }, at);
    expect(told(revision)).toContain('counted anew after a restore');
  });

  test('[BY-2] is complete at once where no other copy is known', () => {
    expect(certificate).toMatchObject({ status: 'complete', completeBy: certificate.deletedAt, met: true });
    expect(told(certificate)).not.toContain('A copy can still be');
  });

  test('[BY-2] names each other copy that is waited for; a later revision could say that it is complete', () => {
    const later = { store: 'backups', until: '2026-11-13T00:00:00.000Z' };
    const waiting = certificateIn('us', 0, {}, { otherCopies: [later, copy] });
    expect(waiting).toMatchObject({ status: 'active-deleted', completeBy: later.until, met: true });
    expect(told(waiting)).toContain(`A copy can still be in backups until ${later.until}.`);
    const complete = completed(waiting);
    expect(complete).toMatchObject({
      id: waiting.id,
      status: 'complete',
      revision: 2,
      supersedes: { revision: 1, leaf: leafOf(waiting), cause: 'completed' },
    });
  });

  test('[BY-2] says so where the deadline was missed, a copy outlives it, or the counts do not add up', () => {
    const late = certificateIn('us', 0, { deletedAt: '2026-12-03T00:00:00.001Z' });
    expect(late.met).toBe(false);
    const outlived = certificateIn(
      'us',
      0,
      {},
      { otherCopies: [{ ...copy, until: '2026-12-04T00:00:00.000Z' }] },
    );
    expect(outlived.met).toBe(false);
    expect(told(outlived)).toContain('THE DEADLINE 2026-12-03T00:00:00.000Z WAS MISSED');
    expect(told(certificateIn('us', 0, { deleted: 400, counts: 'uncounted' }))).toContain(
      'THE COUNTS DO NOT ADD UP',
    );
    expect(certificateIn('us', 0, { deletedAt: '2026-12-03T00:00:00.000Z' }).met).toBe(true);
  });

  test('[BY-2] names what a hold keeps and which stores it does not cover', () => {
    const held = certificateIn('us', 0, { deleted: 400, moved: 12 }, { storesNotCovered: ['vendor-index'] });
    expect(held).toMatchObject({ heldRemainder: 12, counts: { verdict: 'add-up' } });
    expect(told(held)).toContain('Not deleted: 12 records, which a hold keeps.');
    expect(told(held)).toContain('It says nothing about these stores: vendor-index.');
  });

  test('[BY-2] that was wrong is superseded, with the reason, and stays what it was', () => {
    const before = canonicalize(certificate);
    const right = corrected(
      certificate,
      { counts: { ...certificate.counts, captured: 415, verdict: 'uncounted' } },
      'A record was counted late.',
    );
    expect(right).toMatchObject({
      revision: 2,
      supersedes: { leaf: leafOf(certificate), cause: 'corrected' },
    });
    expect(told(right)).toContain('It takes the place of revision 1: A record was counted late.');
    expect(corrected(right, {}, 'Again.')).toMatchObject({
      revision: 3,
      supersedes: { revision: 2, leaf: leafOf(right) },
    });
    expect(canonicalize(certificate)).toBe(before);
  });
});

describe('an authorization record', () => {
  const { record } = recordFile;

  test('[BY-10] [DS-12] tells party, authority, act and the notice whose words were shown', () => {
    const notice = noticeOf('data-sharing', 1);
    const { id, version, language, title, paragraphs } = notice ?? {};
    expect(record).toMatchObject({
      record_id: `${chosen.subject}#000000000001`,
      ledger: { subject: chosen.subject, sequence: 1, hash: chosen.hash },
      authority: { party: chosen.subject, decided_by: ['owner'] },
      privacy_notice: {
        id: 'data-sharing',
        version: 1,
        hash: digestOf({ id, version, language, title, paragraphs }),
      },
      event: { event_type: 'setting-chosen', event_state: 'on', entity_id: chosen.actor },
      processing: [
        {
          act: 'permission',
          vendor_role: 'controller',
          retention_period: 'PT720H',
          storage_locations: ['us'],
        },
      ],
    });
  });

  test('[BY-10] names nobody, claims no consent, and no lawful basis that is not declared', () => {
    const text = canonicalize(record);
    expect(text).not.toContain('a1b2c3');
    expect(text).not.toMatch(/consent|lawful_basis|pii_principal/);
  });

  test('[BY-10] can be made, and verified, of every setting of every program', () => {
    for (const program of everyProgram) {
      for (const [setting, { notice: id, scope, kind }] of Object.entries(program.settings)) {
        const notice = everyNotice.find((each) => each.id === id);
        if (notice === undefined) throw new Error(`There is no notice ${id}.`);
        const subject =
          scope === 'workspace' ? 'us_ws_01JDEM0EXAMP00000000000002' : 'us_org_01JDEM0EXAMP00000000000001';
        const value = kind === 'toggle' ? 'on' : 'us';
        const { entry } = nextEntry(subject, undefined, {
          at: Date.UTC(2026, 10, 2),
          actor: { kind: 'function', name: 'settings' },
          salt: '00'.repeat(32),
          event: {
            type: 'setting-chosen',
            program: program.id,
            programVersion: program.version,
            setting,
            before: 'unset',
            value,
            notice: { id, version: notice.version, hash: 'ab'.repeat(32) },
            by: 'us_user_01JDEM0EXAMP00000000000009',
            acts: [],
          },
        });
        if (!isSettingEntry(entry)) throw new Error('It is an entry of a setting.');
        const made = authorizationRecordOf(entry, program, notice);
        // A service that the customer connected is told as the recipient, and there is no other (DL-7).
        const outside = kind === 'destination' ? ['connected-service'] : [];
        for (const { recipient_third_parties: recipients } of made.processing)
          expect(recipients).toEqual(outside);
        const { inclusion, checkpoint } = logOf('us', [made]).certificateFile(made as never);
        const file = { v: 1, kind: 'record-file', record: made, entry, inclusion, checkpoint };
        expect(verifiers.record(fileOf(file), { keys })).toMatchObject({ verified: true });
      }
    }
  });

  test('[BY-10] [DS-12] says in which language the words were shown, and verifies', () => {
    const { entry } = nextEntry(chosen.subject, undefined, {
      at: 0,
      actor: { kind: 'function', name: 'settings' },
      salt: '00'.repeat(32),
      event: { ...chosen.event, language: 'fr' } as never,
    });
    const made = ledgerDocumentOf(entry, {
      program: () => everyProgram.find(({ id }) => id === record.program.id),
      notice: () => noticeOf('data-sharing', 1),
    });
    const { inclusion, checkpoint } = logOf('us', [made]).certificateFile(made as never);
    const file = { v: 1, kind: 'record-file', record: made, entry, inclusion, checkpoint };

    expect(made).toMatchObject({ privacy_notice: { ...record.privacy_notice, language: 'fr' } });
    expect(record.privacy_notice.language).toBe('en');
    expect(verifiers.record(fileOf(file), { keys })).toMatchObject({ verified: true });
  });

  test('[BY-10] [SC-1] of a default that was applied is never a choice', () => {
    const event = { ...chosen.event, type: 'default-applied', uses: [] } as never;
    const { entry } = nextEntry(chosen.subject, undefined, {
      at: 0,
      actor: { kind: 'function', name: 'settings' },
      salt: '00'.repeat(32),
      event,
    });
    const document = ledgerDocumentOf(entry, {
      program: () => everyProgram.find(({ id }) => id === record.program.id),
      notice: () => noticeOf('data-sharing', 1),
    });
    expect(document).toMatchObject({
      event: { event_type: 'default-applied' },
      processing: [{ act: 'default-applied' }],
    });
  });

  test('[BY-10] is made of nothing else than what the entry names', () => {
    const sources = { program: () => everyProgram[0], notice: () => noticeOf('data-sharing', 1) };
    expect(() => ledgerDocumentOf(chosen, { ...sources, program: () => undefined })).toThrow(RangeError);
    expect(() =>
      ledgerDocumentOf(chosen, {
        program: () => everyProgram.find(({ id }) => id !== record.program.id),
        notice: sources.notice,
      }),
    ).toThrow(/the entry names/);
    expect(() =>
      ledgerDocumentOf(chosen, {
        program: () => everyProgram.find(({ id }) => id === record.program.id),
        notice: () => everyNotice.find(({ id }) => id !== 'data-sharing'),
      }),
    ).toThrow(/names notice/);
  });

  test('[BY-10] of other entries stands in the log by its hash alone', () => {
    const [created] = example.ledger.entries;
    if (created === undefined) throw new Error('There is no entry.');
    const sources = { program: () => undefined, notice: () => undefined };
    expect(ledgerDocumentOf(created, sources)).toEqual({
      v: 1,
      kind: 'ledger-head',
      cell: 'us',
      ledger: { subject: created.subject, sequence: 0, hash: created.hash },
    });
  });
});

import { describe, expect, test } from 'vitest';
import { completed, corrected, type PurgeCertificate } from '../../../domain/evidence/certificate.ts';
import { certificateIdOf } from '../../../domain/evidence/certificate-id.ts';
import { revisionOf } from '../../../domain/evidence/correction.ts';
import { filesInWords } from '../../../domain/evidence/files-in-words.ts';
import type { RefusalReason } from '../../../domain/evidence/refusal.ts';
import { verifyCertificateFiles } from '../../../domain/evidence/verify-certificates.ts';
import type { CertificateId } from '../../../domain/identifiers.ts';
import { lotName } from '../../../domain/retention/lot.ts';
import { instantOf } from '../../../domain/time.ts';
import { certificate as certificateOf, logOf } from '../../support/evidence-log.ts';
import { certificate, fileOf, keys, reasonOf, verifiers } from './files.ts';

/** Each certificate as a file of one log that holds all of them. */
const filesOf = (...all: readonly PurgeCertificate[]) => {
  const log = logOf('us', [...all, { an: 'end' }]);
  return all.map((each) => fileOf(log.certificateFile(each)));
};
const alone = (one: PurgeCertificate) =>
  reasonOf(verifiers.certificate(filesOf(one)[0] ?? fileOf({}), { keys }));
const together = (...all: readonly PurgeCertificate[]) =>
  reasonOf(verifyCertificateFiles(filesOf(...all), { keys }));

/** A correction of something: of when it was deleted, here. */
const correction = (of: PurgeCertificate, deletedAt: string) =>
  revisionOf(
    of,
    { facts: { deletedAt }, wrong: 'The clock was wrong.' },
    instantOf('2026-11-05T09:59:00.000Z'),
  );
const second = correction(certificate, '2026-11-05T09:45:00.000Z');
const third = correction(second, '2026-11-05T09:46:00.000Z');

describe('[BY-2] the identifier of a certificate follows from its purge', () => {
  const { scope, deletedAt } = certificate;
  const idOf = (changes: Partial<PurgeCertificate['scope']>, at = deletedAt): CertificateId => {
    const changed = { ...scope, ...changes };
    return certificateIdOf({ epoch: changed.epoch, lot: lotName(changed), deletedAt: at });
  };

  test.each([
    ['of another lot', idOf({ shard: 3 })],
    ['of another day', idOf({ day: '2026-11-04' })],
    ['of another workspace', idOf({ workspace: 'us_ws_01JDEM0EXAMP00000000000009' })],
    ['of another use', idOf({ use: 'training' })],
    ['of another epoch', idOf({ epoch: 'us_ep_01JDEM0EXAMP00000000000009' })],
    ['of another time', idOf({}, '2026-11-05T09:41:12.346Z')],
    ['of nothing', 'us_cert_01JDEM0EXAMP00000000000102'],
  ] as const)('one %s is refused, though it is signed', (_, id) => {
    expect(alone({ ...certificate, id })).toBe('foreign-id');
  });

  test('each revision keeps it, also where the time of the deletion was wrong', () => {
    expect([certificate, second, third].map(({ id }) => id)).toEqual([
      certificate.id,
      certificate.id,
      certificate.id,
    ]);
    expect([certificate, second, third].map(alone)).toEqual(['verified', 'verified', 'verified']);
  });

  test.each([
    ['of another lot', idOf({ shard: 3 })],
    ['of another epoch', idOf({ epoch: 'us_ep_01JDEM0EXAMP00000000000009' })],
  ])('a revision with one %s is refused', (_, id) => {
    expect(alone({ ...second, id })).toBe('foreign-id');
  });
});

describe('[BY-2] certificates are held against each other', () => {
  const others = [0, 1, 3].map((shard) => certificateOf('us', shard));
  test('and those of different purges, and revisions in any order, are taken', () => {
    expect(together(certificate, ...others)).toBe('verified');
    expect(together(certificate, certificate)).toBe('verified');
    expect(together(certificate, second, third)).toBe('verified');
    expect(together(third, certificate, second)).toBe('verified');
    expect(together(third, certificate)).toBe('verified');
    const verdict = verifyCertificateFiles(filesOf(certificate, second), { keys });
    if (!verdict.verified) throw new Error(verdict.sentence);
    const { headline, proven, notProven } = filesInWords(verdict);
    expect(headline).toContain('2 certificates: verified');
    expect(proven.filter((line) => line.startsWith('Certificate us_cert'))).toHaveLength(2);
    expect(notProven[0]).toContain('no further certificates');
  });

  // Each of these is a certificate that by itself is in order: only the other one tells.
  const elsewhere = certificateOf('us', 2, { deletedAt: '2026-11-05T09:41:13.000Z' });
  const twin = certificateOf('us', 2, { captured: 500, deleted: 500 });
  const secondTwin = corrected(certificate, {}, 'Another reason.');
  const cases: readonly (readonly [string, RefusalReason, readonly PurgeCertificate[]])[] = [
    ['two certificates of one purge', 'second-certificate', [certificate, elsewhere]],
    ['two wordings of one certificate', 'second-certificate', [certificate, twin]],
    ['two wordings of one revision', 'second-certificate', [second, secondTwin]],
    ['a revision of another wording', 'second-certificate', [twin, second]],
    ['a revision of another wording, before it', 'second-certificate', [second, twin]],
    ['a third revision of another second', 'second-certificate', [secondTwin, third]],
    ['a second certificate behind others', 'second-certificate', [...others, certificate, elsewhere]],
  ];
  test.each(cases)('%s are refused', (_, reason, all) => {
    expect(all.map(alone)).toEqual(all.map(() => 'verified'));
    expect(together(...all)).toBe(reason);
  });

  const waiting = certificateOf(
    'us',
    2,
    {},
    { otherCopies: [{ store: 'backups', until: '2026-11-05T09:50:00.000Z' }] },
  );
  const complete = completed(waiting);
  const said = { captured: 2_000, deleted: 2_000, moved: 0, verdict: 'add-up' } as const;

  test('a completion is taken, alone and with what it completes', () => {
    expect([waiting, complete].map(alone)).toEqual(['verified', 'verified']);
    expect(together(waiting, complete)).toBe('verified');
    expect(together(complete, correction(complete, '2026-11-05T09:45:00.000Z'), waiting)).toBe('verified');
  });

  test.each([
    ['that it is not complete', { status: 'active-deleted' }],
    ['other counts', { counts: said }],
    ['another policy', { policy: { ...waiting.policy, retention: 1 } }],
    ['another notice', { notice: { ...waiting.notice, version: 2 } }],
    ['other stores that it does not cover', { storesNotCovered: ['a lake'] }],
  ] as const)(
    '[BY-12] a completion that says %s is refused, alone: nothing is corrected silently',
    (_, changes) => {
      expect(alone({ ...complete, ...changes })).toBe('contradiction');
    },
  );

  const completedAnew = (of: PurgeCertificate, changes: Partial<PurgeCertificate>) => ({
    ...completed(of),
    ...changes,
  });

  test('[BY-12] a later completion that says more is refused beside the revision that it completes', () => {
    const until = '2026-11-05T09:51:00.000Z';
    const facts = { otherCopies: [{ store: 'an export', until }] };
    const at = instantOf('2026-11-05T09:49:00.000Z');
    const before = revisionOf(waiting, { facts, wrong: 'A copy was forgotten.' }, at);
    expect(together(waiting, before, completed(before))).toBe('verified');
    const silent = completedAnew(before, { counts: said });
    expect(alone(silent)).toBe('verified');
    expect(together(before, silent)).toBe('second-certificate');
    expect(together(silent, before)).toBe('second-certificate');
  });

  test.each([
    ['policy', { policy: { ...certificate.policy, retention: 1 } }],
    ['notice', { notice: { ...certificate.notice, version: 2 } }],
    ['digest', { deletedDigest: 'e'.repeat(64) }],
  ] as const)('[BY-12] a correction that changes the %s is refused beside what it corrects', (_, changes) => {
    const wrong = { ...second, ...changes };
    expect(alone(wrong)).toBe('verified');
    expect(together(certificate, wrong)).toBe('second-certificate');
    expect(together(wrong, certificate)).toBe('second-certificate');
  });

  test('two logs of one size are refused, though no certificate speaks against another', () => {
    const [one] = filesOf(certificate, ...others);
    const [other] = filesOf(others[0] ?? certificate, certificate, second, third);
    expect(reasonOf(verifyCertificateFiles([one ?? fileOf({}), other ?? fileOf({})], { keys }))).toBe(
      'inconsistent',
    );
  });
});

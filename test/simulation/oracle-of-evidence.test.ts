import { describe, expect, test } from 'vitest';
import type { Log, RestoreSeen, SigningSeen } from './oracle/log.ts';
import {
  call,
  day,
  ended,
  epoch,
  facts,
  found,
  iso,
  lot,
  noon,
  off,
  purge,
  purgedAt,
  record,
  sharing,
  told,
} from './oracle-story.ts';

const hour = day / 24;

describe('the oracle, where a signer is at work', () => {
  const certificate = {
    at: purgedAt + hour,
    name: 'us_cert_1 revision#001',
    revision: 1,
    lot: `${epoch}#${lot}`,
    deletedAt: facts.deletedAt,
    deadline: facts.deadline,
    counts: { captured: 1, deleted: 1 },
  };
  const issued = {
    id: 'event-3',
    type: 'CertificateIssued',
    at: iso(purgedAt + hour),
    detail: { epoch, lot, certificate: 'us_cert_1' },
  };
  const checkpoint = { size: 2, says: '2 ab', signs: '2 ab', rootOfLeaves: 'ab', locked: true };
  const leaves = [
    { index: 0, of: 'us_org_1 record#000000000000' },
    { index: 1, of: certificate.name },
  ];
  const signing: SigningSeen = {
    waiting: 0,
    entries: ['us_org_1 record#000000000000'],
    leaves,
    certificates: [certificate],
    checkpoints: [{ size: 1, says: '1 cd', signs: '1 cd', rootOfLeaves: 'cd', locked: true }, checkpoint],
  };
  const events = [told, ended, issued];
  const signed: Partial<Log> = { events, signing };

  test('finds nothing where each purge has its certificate in a signed log', () => {
    expect(found(signed)).toEqual([]);
  });

  const cases: readonly (readonly [what: string, change: Partial<Log>, finding: RegExp])[] = [
    ['work that waits at the end', { signing: { ...signing, waiting: 2 } }, /^BY-2: 2 pieces of work wait/],
    [
      'a purge without a certificate',
      { signing: { ...signing, certificates: [] } },
      /^BY-2: the purge of .* has 0 certificates/,
    ],
    [
      'a purge with two',
      { signing: { ...signing, certificates: [certificate, { ...certificate, name: 'another' }] } },
      /^BY-2: the purge of .* has 2 certificates/,
    ],
    [
      'a certificate of what was not purged',
      { signing: { ...signing, certificates: [certificate, { ...certificate, lot: 'another' }] } },
      /^BY-2: another has a certificate and was not purged/,
    ],
    [
      'a certificate that counts wrongly',
      { signing: { ...signing, certificates: [{ ...certificate, counts: { deleted: 2 } }] } },
      /^BY-2: the certificate of .* says 2 deleted; there were 1/,
    ],
    [
      'a certificate with another date',
      { signing: { ...signing, certificates: [{ ...certificate, deadline: iso(noon) }] } },
      /^BY-2: the certificate of .* says something else than its purge/,
    ],
    [
      'a certificate before its purge',
      { signing: { ...signing, certificates: [{ ...certificate, at: purgedAt }] } },
      /^BY-2: the certificate of .* before its purge/,
    ],
    ['a certificate that nobody was told of', { events: [told, ended] }, /^BY-2: .* was told 0 times/],
    [
      'an entry that is not in the log',
      { signing: { ...signing, entries: ['us_org_1 record#000000000001'] } },
      /^BY-2: us_org_1 record#000000000001 is in the log 0 times/,
    ],
    [
      'something that is in it twice',
      { signing: { ...signing, leaves: [...leaves, { index: 2, of: certificate.name }] } },
      /^BY-2: us_cert_1 revision#001 is in the log 2 times/,
    ],
    [
      'a hole',
      { signing: { ...signing, leaves: leaves.map((leaf) => ({ ...leaf, index: 2 * leaf.index })) } },
      /^BY-2: the log has a hole/,
    ],
    [
      'a log that was changed after it was signed',
      { signing: { ...signing, checkpoints: [{ ...checkpoint, rootOfLeaves: 'ef' }] } },
      /^BY-2: the checkpoint at 2 is not of the log as it is now/,
    ],
    [
      'a checkpoint that says something else than was signed',
      { signing: { ...signing, checkpoints: [{ ...checkpoint, signs: '2 ef' }] } },
      /^BY-2: the checkpoint at 2 is not/,
    ],
    [
      'a state that was signed twice',
      { signing: { ...signing, checkpoints: [checkpoint, checkpoint] } },
      /^BY-2: a state of the log was signed twice/,
    ],
    [
      'a checkpoint that is not locked away',
      { signing: { ...signing, checkpoints: [{ ...checkpoint, locked: false }] } },
      /^BY-2: the checkpoint at 2 is not in the bucket/,
    ],
    ['leaves that nobody signed', { signing: { ...signing, checkpoints: [] } }, /^BY-2: of 2 leaves 0 are/],
  ];
  test.each(cases)('finds %s', (_, change, finding) => {
    expect(found({ ...signed, ...change })).toContainEqual(expect.stringMatching(finding));
  });
});

describe('the oracle, where a registry was lost and restored', () => {
  const lostAt = noon + 2 * hour;
  const restore: RestoreSeen = { lostAt, endedAt: lostAt + hour, refusals: [] };
  const recounted = { ...purge, fields: { ...facts, recounted: true } };
  const restored: Partial<Log> = { restore, purges: [recounted], endings: [{ at: purgedAt, epoch }] };

  test('finds nothing where what follows from it is told', () => {
    expect(found(restored)).toEqual([]);
  });

  test('lets be untold what waited to be sent when it was lost, and nothing later', () => {
    const late = { lostAt: purgedAt + hour, endedAt: purgedAt + 2 * hour, refusals: [] };
    expect(found({ ...restored, restore: late, purges: [purge], events: [] })).toEqual([]);
    expect(found({ ...restored, events: [] })).toEqual([
      expect.stringMatching(/^evidence: the purge of .* was told 0 times/),
      expect.stringMatching(/^DS-7: the closure of us_ep_1 ended 0 times/),
    ]);
  });

  test('lets a lot be forgotten of which nothing was left, and no other', () => {
    const gone = [{ ...record, diedAt: lostAt - 1 }];
    expect(found({ ...restored, records: gone, purges: [], events: [ended] })).toEqual([]);
    expect(found({ ...restored, purges: [], events: [ended] })).toEqual([
      expect.stringMatching(/^evidence: .* is empty and left 0 records of its purge/),
    ]);
  });

  test('counts from the restore on what is deleted after it', () => {
    const records = [record, { ...record, sk: 'call#01', text: 'more', diedAt: lostAt - 1 }];
    const calls = [{ ...call, records: [...call.records, { text: 'more', saidAt: noon + 1_000 }] }];
    expect(found({ ...restored, records, calls })).toEqual([]);
    expect(found({ records, calls })).toContainEqual(
      expect.stringMatching(/^evidence: .* says 1 deleted; there were 2/),
    );
  });

  const looked = lostAt + 2 * hour;
  const look = { sharing, epoch, texts: ['said'], begunAt: looked, endedAt: looked + 10, status: 200 };
  const cases: readonly (readonly [what: string, change: Partial<Log>, finding: RegExp])[] = [
    [
      'a registry that was never restored',
      { restore: { lostAt, refusals: ['a hole'] } },
      /^BY-3: the registry was never restored: a hole/,
    ],
    [
      'a record under an epoch of before',
      { records: [record, { ...record, sk: 'call#01', bornAt: looked }] },
      /^BY-3: said is stored under us_ep_1, which a restore closed/,
    ],
    ['a look at an epoch of before', { looks: [look] }, /^BY-3: a look showed us_ep_1/],
    [
      'a record that was stored over no registry',
      { records: [record, { ...record, sk: 'call#01', bornAt: lostAt + 1 }] },
      /^BY-3: said is stored while no registry was there/,
    ],
    ['a recount that is not told', { purges: [purge] }, /^evidence: .* says undefined of a recount/],
    [
      'an opt-out that was forgotten',
      {
        choices: [{ ...off, value: 'on', inForce: 'on', epoch }, off],
        records: [{ ...record, diedAt: undefined }],
      },
      /^DS-7: said had to be gone/,
    ],
  ];
  test.each(cases)('finds %s', (_, change, finding) => {
    expect(found({ ...restored, ...change })).toContainEqual(expect.stringMatching(finding));
  });
});

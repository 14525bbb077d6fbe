import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalize, sha256Hex } from '../../../domain/canonical-form.ts';
import { currentNotice, everyNotice, noticeOf } from '../../../domain/notices/catalog.ts';
import { type Notice, type NoticeTopic, noticeHash, noticeTopics } from '../../../domain/notices/notice.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { longestGrant } from '../../../domain/programs/program.ts';
import { days, describeDuration } from '../../../domain/time.ts';

const named = (id: string): Notice => {
  const notice = currentNotice(id);
  if (notice === undefined) throw new Error(`notice ${id} is missing`);
  return notice;
};
const paragraph = (notice: Notice, topic: NoticeTopic): string =>
  notice.paragraphs.find((candidate) => candidate.topic === topic)?.text ?? '';

/** Every setting with the notice that is shown before it, and each use that it permits. */
const shownBefore = everyProgram.flatMap((program) =>
  Object.entries(program.settings).flatMap(([settingId, setting]) =>
    setting.permits.map((useId) => ({ program, settingId, setting, useId, notice: named(setting.notice) })),
  ),
);

describe('the catalog of notices', () => {
  test('gives the newest version, or the one that is asked for, or nothing', () => {
    for (const notice of everyNotice) {
      expect(noticeOf(notice.id, notice.version)).toBe(notice);
      expect(currentNotice(notice.id)?.version).toBeGreaterThanOrEqual(notice.version);
    }
    expect(noticeOf('data-sharing', 99)).toBeUndefined();
    for (const id of ['unknown', '__proto__', '']) expect(currentNotice(id)).toBeUndefined();
  });

  test.each(everyNotice)('$id $version ($language) tells every topic, once, in its own words', (notice) => {
    expect(notice.paragraphs.map(({ topic }) => topic)).toEqual(expect.arrayContaining([...noticeTopics]));
    expect(notice.paragraphs).toHaveLength(noticeTopics.length);
    expect(new Set(notice.paragraphs.map(({ text }) => text)).size).toBe(noticeTopics.length);
  });

  test.each(everyNotice)('$id $version ($language) is in short sentences', (notice) => {
    const sentences = notice.paragraphs.flatMap(({ text }) => text.split(/(?<=[.:;?!])\s+/));
    const long = sentences.filter((sentence) => sentence.split(/\s+/).length > 32);

    expect(long).toEqual([]);
  });
});

describe('a notice promises what the program keeps', () => {
  test.each(shownBefore)(
    '[DS-12] $notice.id says in data what $useId does',
    ({ setting, program, useId, notice }) => {
      const { promises } = notice;

      expect(promises).toEqual({
        default: setting.default,
        retention: program.uses[useId]?.retention,
        deletedWithin: program.uses[useId]?.afterOptOut.deletedWithin,
        lastGrantWithin: longestGrant,
        placement: program.uses[useId]?.placement,
        recipients: program.uses[useId]?.recipients,
        humanReview: program.uses[useId]?.humanReview,
        vendorRole: program.uses[useId]?.vendorRole,
        prohibitedPurposes: program.uses[useId]?.prohibitedPurposes,
        lockbox: program.uses[useId]?.lockbox,
        customerManagedKeys: program.uses[useId]?.customerManagedKeys,
      });
    },
  );

  test.each(shownBefore)(
    '[DS-12] the words of $notice.id give the figures of $useId',
    ({ program, useId, notice }) => {
      const use = program.uses[useId];

      expect(paragraph(notice, 'life')).toContain(`${describeDuration(use?.retention ?? 0)} at most`);
      expect(paragraph(notice, 'deletion')).toContain(
        `within ${describeDuration(use?.afterOptOut.deletedWithin ?? 0)}`,
      );
      expect(paragraph(notice, 'withdrawal')).toContain(`within ${describeDuration(longestGrant)}`);
    },
  );

  test('data sharing: 30 days of life, 30 days after opting out, no Lockbox and no keys of the customer', () => {
    expect(named('data-sharing').promises).toMatchObject({
      default: 'off', // DS-1
      retention: days(30), // DS-10
      placement: 'stays', // DS-10
      deletedWithin: days(30), // DS-7
      lastGrantWithin: 60_000, // DS-8
      lockbox: 'not-applicable', // DS-11
      customerManagedKeys: 'not-applicable', // DS-11
    });
    expect(paragraph(named('data-sharing'), 'deletion')).toMatch(/backups and all copies/); // DS-7
    expect(paragraph(named('data-sharing'), 'protections')).toMatch(/Lockbox.*keys.*Neither.*stay on/s); // DS-11
  });

  test.each(['security-performance-validation', 'security-model-building'])(
    '%s: on once it was shown, 90 days of life, 30 days after opting out, to nobody else',
    (id) => {
      expect(named(id).promises).toMatchObject({
        default: 'on', // SC-1
        retention: days(90), // SC-11
        deletedWithin: days(30), // SC-12
        recipients: 'none', // SC-19
        prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // SC-19
      });
      expect(paragraph(named(id), 'choice')).toMatch(/Before that nothing is shared.*not that you agreed/s);
    },
  );
});

describe('the hash that a choice is bound to', () => {
  /** A published text never changes: whoever changes one here must publish a new version instead. */
  const published: Readonly<Record<string, string>> = {
    'data-sharing 1 en': '246e92dd43d61a102582114e3376b90f9c7ecb522c2b5005ab8478dd91272fd8',
    'security-performance-validation 1 en':
      '05bb8738db1e3e48e1740d2dddcd93ff846efa82042105d6adb592706a6cd8f2',
    'security-model-building 1 en': 'cb10b2590905d5f56a446857cfe9852b1ccfe9cc7c1577ed75abdc81017218cd',
  };

  test.each(everyNotice)('[DS-12] $id $version ($language) reads as it was published', (notice) => {
    expect(noticeHash(notice)).toBe(published[`${notice.id} ${notice.version} ${notice.language}`]);
  });

  test('anybody computes it again from the words that were shown', () => {
    const { id, version, language, title, paragraphs } = named('data-sharing');

    expect(noticeHash(named('data-sharing'))).toBe(
      sha256Hex(canonicalize({ paragraphs, title, language, version, id })),
    );
  });

  test('[DS-12] another word, title, version or language is another notice', () => {
    const notice = named('data-sharing');
    fc.assert(
      fc.property(fc.nat(notice.paragraphs.length - 1), fc.string({ minLength: 1 }), (index, more) => {
        const paragraphs = notice.paragraphs.map((told, place) =>
          place === index ? { ...told, text: told.text + more } : told,
        );
        expect(noticeHash({ ...notice, paragraphs })).not.toBe(noticeHash(notice));
      }),
    );
    expect(noticeHash({ ...notice, title: 'x' })).not.toBe(noticeHash(notice));
    expect(noticeHash({ ...notice, version: 2 })).not.toBe(noticeHash(notice));
  });
});

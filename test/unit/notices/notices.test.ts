import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalize, sha256Hex } from '../../../domain/canonical-form.ts';
import { everyNotice, newestNotice, noticeOf } from '../../../domain/notices/catalog.ts';
import {
  type Notice,
  type NoticeLanguage,
  type NoticeTopic,
  noticeHash,
  noticeTopics,
} from '../../../domain/notices/notice.ts';
import { currentlyPublished, everyPublished } from '../../../domain/notices/published.ts';
import { everyVersion } from '../../../domain/notices/versions.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { longestGrant } from '../../../domain/programs/program.ts';
import { keepsRecords } from '../../../domain/programs/use.ts';
import { days, describeDuration } from '../../../domain/time.ts';

const named = (id: string): Notice => {
  const notice = newestNotice(id);
  if (notice === undefined) throw new Error(`notice ${id} is missing`);
  return notice;
};
/** Long after everything that is announced. */
const today = Date.parse('2100-01-01T00:00:00.000Z');
const paragraph = (notice: Notice, topic: NoticeTopic): string =>
  notice.paragraphs.find((candidate) => candidate.topic === topic)?.text ?? '';

/** Every setting with the notice that is shown before it, and each use that it permits. */
const shownBefore = everyProgram.flatMap((program) =>
  Object.values(program.settings).flatMap((setting) =>
    setting.permits.flatMap((useId) => {
      const use = program.uses[useId];
      return use === undefined ? [] : [{ setting, useId, use, notice: named(setting.notice) }];
    }),
  ),
);
const shownBeforeKeeping = shownBefore.flatMap(({ use, ...shown }) =>
  keepsRecords(use) ? [{ ...shown, use }] : [],
);

describe('the catalog of notices', () => {
  test('gives the newest version, or the one that is asked for, or nothing', () => {
    for (const notice of everyNotice) {
      expect(noticeOf(notice.id, notice.version, notice.language)).toBe(notice);
      expect(newestNotice(notice.id, notice.language)?.version).toBeGreaterThanOrEqual(notice.version);
    }
    expect(noticeOf('data-sharing', 99)).toBeUndefined();
    for (const id of ['unknown', '__proto__', '']) expect(newestNotice(id)).toBeUndefined();
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

/** How each language says that the agreement on data processing stays as it is. */
const agreementStays: Readonly<Record<NoticeLanguage, RegExp>> = {
  en: /agreement on data processing .*stays as it is/,
  de: /über die Auftragsverarbeitung bleibt, wie er ist/,
  fr: /accord .*sur le traitement des données reste tel qu’il est/,
  pt: /acordo de tratamento de dados .*fica como está/,
};

describe('a notice promises what the program keeps', () => {
  test.each(shownBefore)('[DS-12] $notice.id says in data what $useId does', ({ setting, use, notice }) => {
    expect(notice.promises).toEqual({
      default: setting.default,
      keeps: use.keeps,
      ...(keepsRecords(use) && {
        retention: use.retention,
        deletedWithin: use.afterOptOut.deletedWithin,
      }),
      lastGrantWithin: longestGrant,
      placement: use.placement,
      recipients: use.recipients,
      humanReview: use.humanReview,
      vendorRole: use.vendorRole,
      purposes: use.purposes,
      prohibitedPurposes: use.prohibitedPurposes,
      lockbox: use.lockbox,
      customerManagedKeys: use.customerManagedKeys,
    });
  });

  test.each(shownBeforeKeeping)(
    '[DS-12] the words of $notice.id give the figures of $useId',
    ({ use, notice }) => {
      expect(paragraph(notice, 'life')).toContain(`${describeDuration(use.retention)} at most`);
      expect(paragraph(notice, 'deletion')).toContain(
        `within ${describeDuration(use.afterOptOut.deletedWithin)}`,
      );
    },
  );

  test.each(shownBefore)(
    '[DS-12] the words of $notice.id tell when the last permission for $useId ends',
    ({ notice }) => {
      expect(paragraph(notice, 'withdrawal')).toContain(`within ${describeDuration(longestGrant)}`);
    },
  );

  test('[PP-2] platform data sharing: no Lockbox, but keys of the customer cover what is shared', () => {
    const { promises } = named('platform-data-sharing');

    expect(promises).toMatchObject({ lockbox: 'not-applicable', customerManagedKeys: 'covered' });
    expect(paragraph(named('platform-data-sharing'), 'protections')).toMatch(
      /Lockbox.*does not cover.*keys cover what you share.*Both stay on/s,
    );
  });

  test('[SC-26] every notice says that the agreement on data processing stays as it is', () => {
    for (const notice of everyNotice) {
      expect(paragraph(notice, 'role')).toMatch(agreementStays[notice.language]);
    }
  });

  test('processing in the United States: what moved cannot be called back, and this is said before', () => {
    const notice = named('processing-in-united-states');

    expect(notice.promises).toMatchObject({ default: 'off', keeps: 'nothing', placement: { movesTo: 'us' } });
    expect(paragraph(notice, 'withdrawal')).toContain('cannot be called back');
  });

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
  /** A published text never changes: whoever changes a word adds a version and its row. */
  test.each(everyNotice)('[DS-12] $id $version ($language) reads as it was published', (notice) => {
    const { id, version, language } = notice;

    expect(everyPublished).toContainEqual({ id, version, language, hash: noticeHash(notice) });
  });

  test('is that of the words that are current', () => {
    for (const { id } of everyVersion) {
      expect(currentlyPublished(id, today)?.hash).toBe(noticeHash(named(id)));
    }
    for (const id of ['unknown', '__proto__', '']) expect(currentlyPublished(id, today)).toBeUndefined();
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

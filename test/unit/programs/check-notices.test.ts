import { describe, expect, test } from 'vitest';
import { noticeCatalog } from '../../../domain/notices/catalog.ts';
import {
  type Notice,
  type NoticePromises,
  noticeHash,
  noticeLanguages,
} from '../../../domain/notices/notice.ts';
import type { NoticeVersion } from '../../../domain/notices/versions.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { checkCatalog } from '../../../domain/programs/check-catalog.ts';
import type { NoticeCatalog } from '../../../domain/programs/check-notices.ts';
import { CatalogError, describeFault } from '../../../domain/programs/fault.ts';
import type { Program } from '../../../domain/programs/program.ts';
import { days } from '../../../domain/time.ts';

const announced = '2026-03-01T00:00:00.000Z';
const effectiveFrom = '2026-04-01T00:00:00.000Z';
const before = Date.parse('2026-03-15T00:00:00.000Z');
const after = Date.parse('2026-04-02T00:00:00.000Z');
const [first] = noticeCatalog.notices.filter(({ id }) => id === 'data-sharing') as [Notice];

/** What the check says of a catalog, one sentence a fault. */
const saidOf = (
  catalog: NoticeCatalog,
  at: number,
  programs: readonly Program[] = everyProgram,
): readonly string[] => {
  try {
    checkCatalog(programs, catalog, at);
    return [];
  } catch (error) {
    if (error instanceof CatalogError) return error.faults.map(describeFault);
    throw error;
  }
};

/** The catalog with a second version of data sharing, in every language that the first one has. */
const withSecond = (
  row: Partial<NoticeVersion> = {},
  promises: Partial<NoticePromises> = {},
): NoticeCatalog => {
  const promised = { ...first.promises, ...promises } as NoticePromises;
  const second = noticeCatalog.notices
    .filter(({ id }) => id === first.id)
    .map((notice) => ({
      ...notice,
      version: 2,
      title: `${notice.title}, again`,
      promises: promised,
    }));
  const rows = second.map((notice) => ({
    ...{ id: notice.id, version: notice.version, language: notice.language },
    hash: noticeHash(notice),
  }));
  return {
    ...noticeCatalog,
    notices: [...noticeCatalog.notices, ...second],
    published: [...noticeCatalog.published, ...rows],
    versions: [...noticeCatalog.versions, { id: first.id, version: 2, announced, effectiveFrom, ...row }],
  };
};

describe('a notice that lacks a language that the catalog demands', () => {
  const withoutFrench = {
    ...noticeCatalog,
    notices: noticeCatalog.notices.filter(({ id, language }) => id !== first.id || language !== 'fr'),
    published: noticeCatalog.published.filter(({ id, language }) => id !== first.id || language !== 'fr'),
    languages: ['en', 'fr'] as const,
  };

  test('[DS-12] is refused before anything is deployed, naming file, notice and language', () => {
    expect(saidOf(withoutFrench, before)).toContainEqual(
      expect.stringMatching(
        /^domain\/notices\/catalog\.ts: `data-sharing\.1\.fr` is a notice without a language: it is written in en.*; allowed is a text in each of en, fr; this one in domain\/notices\/fr\/\.$/,
      ),
    );
  });

  test.each(noticeLanguages)('[DS-12] is refused by the catalog itself: %s', (language) => {
    const hasIt = ({ id, language: one }: Pick<Notice, 'id' | 'language'>) =>
      id !== first.id || one !== language;
    const lacking = {
      ...noticeCatalog,
      notices: noticeCatalog.notices.filter(hasIt),
      published: noticeCatalog.published.filter(hasIt),
    };
    expect(saidOf(lacking, before)).toContainEqual(
      expect.stringContaining(`\`data-sharing.1.${language}\` is a notice without a language`),
    );
  });

  test('is refused for a version that is announced too, and not for one that was replaced', () => {
    const second = withSecond();
    const onlyEnglish = second.notices.filter(({ version, language }) => version === 1 || language === 'en');
    const oldInEnglish = second.notices.filter(
      ({ id, version, language }) => id !== first.id || version === 2 || language === 'en',
    );
    const lacking = (notices: readonly Notice[], at: number) =>
      saidOf({ ...second, notices, languages: ['en', 'de'] }, at).filter((said) =>
        /data-sharing\.\d\.de` is a notice without/.test(said),
      );

    expect(lacking(onlyEnglish, before)).toContainEqual(expect.stringContaining('`data-sharing.2.de`'));
    expect(lacking(oldInEnglish, after)).not.toContainEqual(expect.stringContaining('`data-sharing.1.de`'));
    expect(lacking(oldInEnglish, before)).toContainEqual(expect.stringContaining('`data-sharing.1.de`'));
  });
});

describe('a version of a notice that replaces another', () => {
  test('is published where it is announced the notice period before', () => {
    expect(saidOf(withSecond(), before)).toEqual([]);
    expect(saidOf(withSecond(), after)).toEqual([]);
  });

  test('[BY-5] is refused where it takes effect sooner than the notice period of a program that shows it', () => {
    expect(saidOf(withSecond({ effectiveFrom: '2026-03-08T00:00:00.000Z' }), before)).toEqual([
      'domain/notices/versions.ts: `data-sharing.2.effectiveFrom` is 7 days after it is announced; allowed is at least 30 days, the notice period of `business-apps-data-sharing`.',
    ]);
  });

  test('keeps the period that the program declares', () => {
    const patient = { ...businessAppsDataSharing, noticePeriod: days(60) };
    const programs = everyProgram.map((program) => (program.id === patient.id ? patient : program));
    expect(saidOf(withSecond(), before, programs)).toEqual([
      expect.stringContaining('is 31 days after it is announced; allowed is at least 60 days'),
    ]);
  });

  test.each<[string, Partial<NoticeVersion>, RegExp]>([
    ['was never announced', { announced: undefined as never }, /data-sharing\.2\.announced` is missing/],
    ['takes effect at no time', { effectiveFrom: 'soon' }, /data-sharing\.2\.effectiveFrom` is soon/],
    [
      'takes effect before it is announced',
      { effectiveFrom: '2026-02-01T00:00:00.000Z' },
      /is 0 seconds after/,
    ],
  ])('is refused where it %s', (_, row, said) => {
    expect(saidOf(withSecond(row), before)).toEqual([expect.stringMatching(said)]);
  });

  test('is refused without its row, and a row without its words', () => {
    const second = withSecond();
    const { versions } = noticeCatalog;
    expect(saidOf({ ...second, versions }, after)).toContainEqual(
      'domain/notices/versions.ts: `data-sharing.2` is missing; allowed is a row for every version that is published.',
    );
    expect(saidOf({ ...noticeCatalog, versions: second.versions }, after)).toContainEqual(
      'domain/notices/versions.ts: `data-sharing.2` is a version that was not published; allowed is versions with words.',
    );
    expect(
      saidOf({ ...noticeCatalog, versions: [...versions, ...versions.slice(0, 1)] }, after),
    ).toContainEqual(expect.stringContaining('is there twice'));
  });

  test('is refused where a later one takes effect before it', () => {
    const second = withSecond();
    const third = {
      id: first.id,
      version: 3,
      announced: '2026-01-01T00:00:00.000Z',
      effectiveFrom: announced,
    };
    expect(saidOf({ ...second, versions: [...second.versions, third] }, after)).toContainEqual(
      expect.stringMatching(
        /data-sharing\.3\.effectiveFrom` is 2026-03-01.*after that of every earlier version/,
      ),
    );
  });

  test('a notice period of nothing is none', () => {
    const hasty = { ...businessAppsDataSharing, noticePeriod: 0 };
    expect(saidOf(noticeCatalog, before, [hasty])).toContainEqual(
      'domain/programs/business-apps-data-sharing.ts: `noticePeriod` is 0 ms; allowed is a duration above 0.',
    );
  });
});

describe('a program before a version of its notice takes effect', () => {
  test('keeps the shorter life that is announced already, since no deployment comes between', () => {
    const shorter = withSecond({}, { retention: days(7) });
    const said = 'at most 7 days, as version 2 of notice `data-sharing` promises';
    expect(saidOf(shorter, before)).toEqual([expect.stringContaining(said)]);
    expect(saidOf(shorter, after)).toEqual([expect.stringContaining(said)]);
  });

  test('[BY-5] may not live up to what is only announced: a longer life or another default waits for its day', () => {
    const longer = withSecond({}, { retention: days(60), default: 'on' });
    const { settings, uses } = businessAppsDataSharing;
    const hasty = {
      ...businessAppsDataSharing,
      uses: Object.fromEntries(
        Object.entries(uses).map(([id, use]) => [id, { ...use, retention: days(60) }]),
      ) as Program['uses'],
      settings: Object.fromEntries(
        Object.entries(settings).map(([id, setting]) => [id, { ...setting, default: 'on' }]),
      ) as Program['settings'],
    };

    expect(saidOf(longer, before)).toEqual([]);
    expect(saidOf(longer, before, [hasty])).toEqual([
      expect.stringContaining('`settings.share-for-improvement.default` is on; allowed is off, as version 1'),
      expect.stringContaining('is 60 days; allowed is at most 30 days, as version 1'),
    ]);
    expect(saidOf(longer, after, [hasty])).toEqual([]);
  });
});

import type { Notice, NoticeLanguage } from '../notices/notice.ts';
import type { PublishedNotice } from '../notices/published.ts';
import { type NoticeVersion, versionInForce } from '../notices/versions.ts';
import { describeDuration, type Instant, instantOf } from '../time.ts';
import { type Fault, listed, quoted, unless } from './fault.ts';
import type { Program } from './program.ts';

/** All that is published of notices: their words, the hashes of these, their versions, and who must be able to read them. */
export type NoticeCatalog = {
  readonly notices: readonly Notice[];
  readonly published: readonly PublishedNotice[];
  readonly versions: readonly NoticeVersion[];
  /** The languages in which a notice is written that somebody may be shown. */
  readonly languages: readonly NoticeLanguage[];
};

const versionsFile = 'domain/notices/versions.ts';

/** The versions that are not in force yet at an instant. */
export const comingAt = (versions: readonly NoticeVersion[], at: Instant): readonly NoticeVersion[] =>
  versions.filter((row) => row.effectiveFrom !== undefined && at < instantOf(row.effectiveFrom));

/** The versions that somebody may be shown at an instant or later: in force, or coming. */
const shownFrom = (versions: readonly NoticeVersion[], at: Instant): readonly NoticeVersion[] => {
  const coming = comingAt(versions, at);
  return versions.filter((row) => coming.includes(row) || versionInForce(row.id, at, versions) === row);
};

/** A notice that somebody may be shown is written in every language that the catalog demands. */
export const faultsOfLanguages = (
  { notices, versions, languages }: NoticeCatalog,
  at: Instant,
): readonly Fault[] =>
  shownFrom(versions, at).flatMap(({ id, version }) => {
    const written = notices.filter((notice) => notice.id === id && notice.version === version);
    const has = written.map(({ language }) => language);
    return languages
      .filter((language) => !has.includes(language))
      .map((language) => ({
        file: 'domain/notices/catalog.ts',
        field: `${id}.${version}.${language}`,
        given: `a notice without a language: it is written in ${listed(has)}`,
        allowed: `a text in each of ${listed(languages)}; this one in domain/notices/${language}/`,
      }));
  });

/** Every version has its row, and its row a hash: a version without one could be neither shown nor chosen under. */
export const faultsOfVersions = ({ published, versions }: NoticeCatalog): readonly Fault[] => {
  const has = (rows: readonly { readonly id: string; readonly version: number }[], name: PublishedName) =>
    rows.some((row) => row.id === name.id && row.version === name.version);
  return [
    ...published
      .filter((row) => !has(versions, row))
      .map((row) => faultOf(row, undefined, 'missing', 'a row for every version that is published')),
    ...versions
      .filter((row) => !has(published, row))
      .map((row) => faultOf(row, undefined, 'a version that was not published', 'versions with words')),
    ...versions
      .filter((row, index) => has(versions.slice(0, index), row))
      .map((row) => faultOf(row, undefined, 'there twice', 'one row a version')),
    ...versions.flatMap((row) => faultsOfOrder(row, versions)),
  ];
};

type PublishedName = Pick<NoticeVersion, 'id' | 'version'>;

const faultOf = (
  { id, version }: PublishedName,
  field: string | undefined,
  given: string,
  allowed: string,
): Fault => ({
  file: versionsFile,
  field: [id, version, ...(field === undefined ? [] : [field])].join('.'),
  given,
  allowed,
});

/** A version replaces the one before it: it never takes effect before that one does. */
const faultsOfOrder = (row: NoticeVersion, versions: readonly NoticeVersion[]): readonly Fault[] => {
  const before = versions.filter((other) => other.id === row.id && other.version < row.version);
  const latest = Math.max(...before.map(({ effectiveFrom }) => timeOf(effectiveFrom) ?? -Infinity));
  return unless(
    !((timeOf(row.effectiveFrom) ?? latest) < latest),
    faultOf(row, 'effectiveFrom', String(row.effectiveFrom), 'a time after that of every earlier version'),
  );
};

/**
 * A version that replaces another is announced, and takes effect no earlier than the notice period of each program
 * that shows it after that. Whether it was deployed on the day on which it says that it was announced, no check knows.
 */
export const faultsOfPeriods = (
  programs: readonly Program[],
  { versions }: NoticeCatalog,
): readonly Fault[] =>
  versions
    .filter((row) => versions.some((other) => other.id === row.id && other.version < row.version))
    .flatMap((row) =>
      faultsOfLater(
        row,
        programs.filter((program) => shows(program, row.id)),
      ),
    );

const shows = ({ settings }: Program, id: string): boolean =>
  Object.values(settings).some(({ notice }) => notice === id);

const faultsOfLater = (row: NoticeVersion, programs: readonly Program[]): readonly Fault[] => {
  const announced = timeOf(row.announced);
  const effective = timeOf(row.effectiveFrom);
  if (announced === undefined || effective === undefined) {
    return [
      ...unless(announced !== undefined, missing(row, 'announced', 'since when it is announced')),
      ...unless(effective !== undefined, missing(row, 'effectiveFrom', 'from when on it is in force')),
    ];
  }
  return programs.flatMap((program) =>
    unless(
      effective - announced >= program.noticePeriod,
      faultOf(
        row,
        'effectiveFrom',
        `${describeDuration(Math.max(0, effective - announced))} after it is announced`,
        `at least ${describeDuration(program.noticePeriod)}, the notice period of ${quoted(program.id)}`,
      ),
    ),
  );
};

const missing = (row: NoticeVersion, field: 'announced' | 'effectiveFrom', says: string): Fault =>
  faultOf(row, field, String(row[field] ?? 'missing'), `an instant in UTC that says ${says}`);

const timeOf = (iso: string | undefined): Instant | undefined => {
  const time = iso === undefined ? Number.NaN : instantOf(iso);
  return Number.isNaN(time) ? undefined : time;
};

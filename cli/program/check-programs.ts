import { experienceOf } from '../../domain/experience/experience.ts';
import { everyNotice, noticeCatalog } from '../../domain/notices/catalog.ts';
import { noticeHash } from '../../domain/notices/notice.ts';
import type { PublishedNotice } from '../../domain/notices/published.ts';
import { faultsAt } from '../../domain/programs/check-catalog.ts';
import type { NoticeCatalog } from '../../domain/programs/check-notices.ts';
import { type Fault, fileOfProgram } from '../../domain/programs/fault.ts';
import { everyWholeProgram } from '../../domain/programs/located.ts';
import { readCheckArguments } from './arguments.ts';
import type { Checked } from './checked.ts';
import { type Draft, type Loaded, loadPrograms } from './loading.ts';
import { checkedInWords } from './report.ts';

/**
 * `domicile program check`: holds programs to what a deployment holds them to, and tells what customers will
 * experience, geography by geography. Status 0: no fault, 1: faults.
 * @throws UsageError when the arguments are wrong
 * @throws UnreadableProgram for a file that does not load
 */
export const checkPrograms = async (
  args: readonly string[],
): Promise<{ readonly output: string; readonly status: 0 | 1 }> => {
  const { named, format } = readCheckArguments(args);
  const loaded = await loadPrograms(named);
  const checked = loaded.map((one) => check(one, loaded));
  const output = format === 'json' ? JSON.stringify({ programs: checked }, null, 2) : checkedInWords(checked);
  return { output, status: checked.some(({ faults }) => faults.length > 0) ? 1 : 0 };
};

const check = (one: Loaded, loaded: readonly Loaded[]): Checked => {
  const { program, file, isInCatalog, drafts } = one;
  const faults = one.faults.length > 0 ? one.faults : faultsAmong(one, loaded);
  const notices = [...everyNotice, ...drafts.map(({ notice }) => notice)];
  return {
    program: program.id,
    file,
    isInCatalog,
    faults,
    ...(faults.length === 0 && { experience: experienceOf(program, notices) }),
    toPublish: faults.length > 0 ? [] : drafts.map(rowOf),
  };
};

/** The row of a notice among those that are published. */
const rowOf = ({ notice }: Draft): PublishedNotice => {
  const { id, version, language } = notice;
  return { id, version, language, hash: noticeHash(notice) };
};

/** What would stop a deployment now, of a program and its notices, if all that is checked were in the catalog. */
const faultsAmong = (one: Loaded, loaded: readonly Loaded[]): readonly Fault[] => {
  const { program, file, drafts } = one;
  const others = loaded.filter(({ isInCatalog, faults }) => !isInCatalog && faults.length === 0);
  const programs = [...everyWholeProgram, ...others.map((other) => other.program)];
  const own = fileOfProgram(program.id);
  const itsNotices = new Set(Object.values(program.settings).map(({ notice }) => notice));
  return faultsAt(programs, asPublished(drafts), Date.now())
    .filter(({ file: at, field }) => at === own || itsNotices.has(field.slice(0, field.indexOf('.'))))
    .map((fault) => ({
      ...fault,
      file: fault.file === own ? file : (fileOfDraft(fault, drafts) ?? fault.file),
    }));
};

/** The catalog of notices as it will be once drafts are published: each a first version. */
const asPublished = (drafts: readonly Draft[]): NoticeCatalog => {
  const versions = new Map(
    drafts.map(({ notice: { id, version } }) => [`${id}.${version}`, { id, version }]),
  );
  return {
    ...noticeCatalog,
    notices: [...noticeCatalog.notices, ...drafts.map(({ notice }) => notice)],
    published: [...noticeCatalog.published, ...drafts.map(rowOf)],
    versions: [...noticeCatalog.versions, ...versions.values()],
  };
};

/** Where a notice stands that is in no catalog yet: its faults begin with id, version and language. */
const fileOfDraft = ({ field }: Fault, drafts: readonly Draft[]): string | undefined =>
  drafts.find(({ notice: { id, version, language } }) => field.startsWith(`${id}.${version}.${language}.`))
    ?.file;

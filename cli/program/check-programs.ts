import { experienceOf } from '../../domain/experience/experience.ts';
import { everyNotice } from '../../domain/notices/catalog.ts';
import { noticeHash } from '../../domain/notices/notice.ts';
import { everyPublished } from '../../domain/notices/published.ts';
import { faultsOfCatalog, faultsOfPublished } from '../../domain/programs/check-catalog.ts';
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
    toPublish:
      faults.length > 0
        ? []
        : drafts.map(({ notice }) => {
            const { id, version, language } = notice;
            return { id, version, language, hash: noticeHash(notice) };
          }),
  };
};

/** The faults of a program and of its notices, among the catalog and all that is checked with it. */
const faultsAmong = (one: Loaded, loaded: readonly Loaded[]): readonly Fault[] => {
  const { program, file, drafts } = one;
  const others = loaded.filter(({ isInCatalog, faults }) => !isInCatalog && faults.length === 0);
  const notices = [...everyNotice, ...drafts.map(({ notice }) => notice)];
  const own = fileOfProgram(program.id);
  const itsNotices = new Set(Object.values(program.settings).map(({ notice }) => notice));
  const found = [
    ...faultsOfCatalog([...everyWholeProgram, ...others.map((other) => other.program)], notices),
    ...faultsOfPublished(everyNotice, everyPublished),
  ];
  return found
    .filter(({ file: at, field }) => at === own || itsNotices.has(field.slice(0, field.indexOf('.'))))
    .map((fault) => ({
      ...fault,
      file: fault.file === own ? file : (fileOfDraft(fault, drafts) ?? fault.file),
    }));
};

/** Where a notice stands that is in no catalog yet: its faults begin with id, version and language. */
const fileOfDraft = ({ field }: Fault, drafts: readonly Draft[]): string | undefined =>
  drafts.find(({ notice: { id, version, language } }) => field.startsWith(`${id}.${version}.${language}.`))
    ?.file;

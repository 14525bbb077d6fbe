import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkPrograms } from '../../../cli/program/check-programs.ts';
import { everyGeography, geographies } from '../../../domain/geographies.ts';
import { noticeHash } from '../../../domain/notices/notice.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { days } from '../../../domain/time.ts';
import { changed, type Value } from '../../support/faulty-programs.ts';
import { itsNotices, sixth, writeProgram } from '../../support/sixth-program.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-program-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let folders = 0;
/** A folder of its own: a module is loaded once. */
const folder = (): string => join(directory, String(++folders));

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/domicile.mjs', 'program', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const check = (...args: readonly string[]) => checkPrograms(['program', 'check', ...args]);

/** What is printed below a geography of a setting, as one text. */
const below = (output: string, setting: string, geography: string): string => {
  const [, section = ''] = output.split(`: ${setting}\n`);
  const lines = (section.split(/\n\s*\n/)[0] ?? '').split('\n');
  const start = lines.findIndex((line) => line.trim().startsWith(`${geography}: `));
  const own = lines.slice(start + 1).findIndex((line) => /^ {4}\S/.test(line));
  return lines.slice(start, own === -1 ? undefined : start + 1 + own).join('\n');
};

describe('a sixth program, as data only', () => {
  const file = writeProgram(folder(), sixth);

  test('tells what a customer will experience in each of the nine geographies', async () => {
    const { output, status } = await check(file);

    expect(status).toBe(0);
    for (const geography of everyGeography) {
      expect(below(output, 'share-summaries', geographies[geography].name)).not.toBe('');
    }
    expect(output).toContain('One for each workspace; decided by: owner, privacy-officer.');
    expect(output).toContain('“Before you share summaries (en)” (meeting-summaries, version 1)');
    expect(output).toContain('After a customer asked for deletion: all is to be deleted within 10 days');
  });

  test('says what holds before a choice, what is kept and for how long, and where it lies', async () => {
    const { output } = await check(file);
    const europe = below(output, 'share-summaries', 'Europe');

    expect(europe).toContain('Europe: available. Before a choice: off.');
    expect(europe).toContain('is off by default, and nobody has turned it on');
    expect(europe).toContain(
      'Making summaries better: kept for at most: 14 days; deleted after opting out: within 7 days; people look: no; data lies in: Europe; Lockbox does not cover it; own keys cover it',
    );
  });

  test('says why a setting is not applicable, unavailable or a preview', async () => {
    const { output } = await check(file);

    expect(below(output, 'share-summaries', 'United States')).toMatch(
      /United States: not shown\.\n.*Summaries are not made there\./,
    );
    const japan = below(output, 'share-summaries', 'Japan');
    expect(japan).toContain('Japan: unavailable: other geographies only. Before a choice: off.');
    expect(japan).toContain('is available in these geographies only: Europe, Brazil, United States.');
    expect(japan).not.toContain('kept for at most');
    expect(below(output, 'try-translations', 'Europe')).toMatch(
      /until admitted to the preview.*\n.*only who asked for it and was admitted/,
    );
    // A preview in Europe alone never becomes available elsewhere.
    expect(below(output, 'try-translations', 'Brazil')).toContain('unavailable: other geographies only');
  });

  test('names the rows that are missing in the catalog of what is published', async () => {
    const { output } = await check(file);
    const { programs } = JSON.parse((await check(file, '--json')).output);

    for (const notice of itsNotices) {
      const { id, version, language } = notice;
      const row = { id, version, language, hash: noticeHash(notice) };
      expect(output).toContain(JSON.stringify(row));
      expect(programs[0].toPublish).toContainEqual(row);
    }
    expect(programs).toMatchObject([
      { program: 'meeting-summaries', isInCatalog: false, faults: [], experience: { title: sixth.title } },
    ]);
  });

  test('is checked by the command, from anywhere, with status 0', () => {
    const { status, stdout, stderr } = run('check', relative(process.cwd(), file));

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('1 program(s), 0 fault(s)');
  });
});

describe('a faulty program is refused with file, field, what was given and what is allowed', () => {
  const faulty = async (path: string, value: Value) => {
    const file = writeProgram(folder(), changed(sixth, path.split('.'), value));
    const { output, status } = await check(file, '--json');
    const { faults, experience } = JSON.parse(output).programs[0];
    expect({ status, experience }).toEqual({ status: 1, experience: undefined });
    for (const fault of faults) expect(fault.file).toBe(relative(process.cwd(), file));
    return faults.map(({ field, given, allowed }: Readonly<Record<string, string>>) => ({
      field,
      given,
      allowed,
    }));
  };
  const use = 'uses.summary-improvement';

  test.each<[what: string, field: string, value: Value, given: string, allowed: RegExp]>([
    [
      'a promise that is longer than the law’s date',
      'clocks.afterDeletionRequest.deletedWithin',
      days(60),
      '60 days',
      /^at most 30 days: the law’s date in Europe \(GDPR/,
    ],
    [
      'a prohibited purpose',
      `${use}.purposes`,
      ['improving', 'sales'],
      'the prohibited purpose `sales`',
      /^under any setting agreed-services, building/,
    ],
    [
      'an undeclared category',
      `${use}.categories`,
      ['prompt', 'whiteboard'],
      'the unknown category `whiteboard`',
      /^prompt, response/,
    ],
    [
      'longer life than the notice promises',
      `${use}.retention`,
      days(15),
      '15 days',
      /^at most 14 days, as version 1/,
    ],
    [
      'an unknown notice',
      'settings.share-summaries.notice',
      'small-print',
      'the unknown notice `small-print`',
      /meeting-summaries/,
    ],
    ['a field that is missing', `${use}.retention`, undefined, 'missing', /^of the kind: number$/],
    ['a field of another kind', `${use}.categories`, 'prompt', 'prompt', /^of the kind: array$/],
    ['a use of no kind', `${use}.keeps`, 'secrets', 'something else', /use\(…\) or useInPassing\(…\)/],
    [
      'a use id that another program has',
      'uses',
      { ...sixth.uses, 'product-improvement': sixth.uses['translation-trial'] } as never,
      'a use id that another program has',
      /new in the catalog/,
    ],
  ])('%s', async (_, field, value, given, allowed) => {
    const faults = await faulty(field, value);

    expect(faults.map((fault: { readonly given: string }) => fault.given)).toContain(given);
    const fault = faults.find((found: { readonly given: string }) => found.given === given);
    expect(fault.field.startsWith(field.split('.').slice(0, 2).join('.'))).toBe(true);
    expect(fault.allowed).toMatch(allowed);
  });

  test('its notice too, where it stands', async () => {
    const here = folder();
    const silent = itsNotices.map((notice) =>
      notice.language === 'pt' ? { ...notice, title: ' ', paragraphs: notice.paragraphs.slice(1) } : notice,
    );
    const { output, status } = await check(writeProgram(here, sixth, silent));

    const at = relative(process.cwd(), join(here, 'notices', 'pt', 'meeting-summaries.ts'));
    expect(status).toBe(1);
    expect(output).toContain(
      `${at}: \`meeting-summaries.1.pt.title\` is empty; allowed is a title for people.`,
    );
    expect(output).toContain(`${at}: \`meeting-summaries.1.pt.paragraphs\` is silent about purpose;`);
  });

  test('by the command with status 1, all faults in its output', () => {
    const { status, stdout } = run('check', writeProgram(folder(), { ...sixth, version: 0, title: '' }));

    expect(status).toBe(1);
    expect(stdout).toContain('`version` is 0; allowed is a whole number from 1.');
    expect(stdout).toContain('`title` is empty; allowed is a title for people.');
    expect(stdout).toContain('1 program(s), 2 fault(s)');
  });
});

describe('the catalog', () => {
  test('is checked where nothing is named: every program, without a fault', async () => {
    const { output, status } = await check('--json');
    const { programs } = JSON.parse(output);

    expect(status).toBe(0);
    expect(programs.map(({ program }: { readonly program: string }) => program)).toEqual(
      everyProgram.map(({ id }) => id),
    );
    for (const one of programs) expect(one).toMatchObject({ isInCatalog: true, faults: [], toPublish: [] });
  });

  test.each(everyProgram)('has $id under its id, and as a file', async ({ id, title }) => {
    const byId = await check(id);
    const byFile = await check(`domain/programs/${id}.ts`);

    expect(byId.output).toContain(title);
    expect(byFile).toEqual(byId);
  });
});

describe('what is not used as it is meant', () => {
  test.each([
    [
      ['check', 'no-such-program'],
      /There is no program `no-such-program`; allowed are a file, customer-service/,
    ],
    [['check', '--yaml'], /Unknown option '--yaml'/],
    [['check', 'no/such/file.ts'], /no\/such\/file\.ts does not exist/],
    [['check', 'domain/time.ts'], /domain\/time\.ts exports no program/],
    [['look'], /There is no command "program look"/],
  ])('%j is told so, with status 2', (args, said) => {
    const { status, stdout, stderr } = run(...args);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(said);
  });

  test('a file that does not load is named, with why', async () => {
    const path = join(directory, 'broken.ts');
    writeFileSync(path, 'export const program = {{;');

    await expect(check(path)).rejects.toThrow(/broken\.ts does not load: /);
  });
});

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkPrograms } from '../../../cli/program/check-programs.ts';
import { newProgram } from '../../../cli/program/new-program.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { noticeLanguages, noticeTopics } from '../../../domain/notices/notice.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-new-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const create = (id: string, out: string) => newProgram(['program', 'new', id, '--out', out]);
const filesOf = (folder: string, id: string): readonly string[] => [
  join(folder, 'programs', `${id}.ts`),
  ...noticeLanguages.map((language) =>
    join(folder, 'notices', language === 'en' ? '' : language, `${id}.ts`),
  ),
];

/** Fills in every title and text that the vendor has to write. */
const fillIn = (file: string) => {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll("text: ''", "text: 'Words.'").replace("title: ''", "title: 'A title'"));
};

describe('a new program', () => {
  const folder = join(directory, 'one');
  const { output } = create('whiteboard-notes', folder);

  test('is written with its notice in every language, and says what to do next', () => {
    for (const file of filesOf(folder, 'whiteboard-notes')) {
      expect(existsSync(file)).toBe(true);
      expect(output).toContain(file.slice(file.indexOf('/domicile-new-')));
    }
    expect(output).toContain('npx domicile program check');
    expect(output).toContain('Add whiteboardNotes to `everyProgram` in domain/programs/catalog.ts');
    for (const name of ['En', 'De', 'Fr', 'Pt']) expect(output).toContain(`whiteboardNotesV1${name}`);
    expect(output).toContain("'whiteboard-notes' under `programs` in domicile.config.ts");
  });

  test('lacks words, and the check says which', async () => {
    const { output: said, status } = await checkPrograms([
      'program',
      'check',
      filesOf(folder, 'whiteboard-notes')[0] ?? '',
    ]);

    expect(status).toBe(1);
    const begun = ['withdrawal', 'deletion', 'life'];
    const lacking = noticeTopics.filter((topic) => !begun.includes(topic)).join(', ');
    for (const language of noticeLanguages) {
      expect(said).toContain(`\`whiteboard-notes.1.${language}.title\` is empty`);
      expect(said).toContain(`\`whiteboard-notes.1.${language}.paragraphs\` is silent about ${lacking};`);
    }
  });

  test('has no fault once the words are written, and its figures come from its promises', () => {
    const other = join(directory, 'two');
    create('desk-plans', other);
    const files = filesOf(other, 'desk-plans');
    for (const file of files.slice(1)) fillIn(file);

    const { status, stdout } = spawnSync(
      process.execPath,
      ['cli/domicile.mjs', 'program', 'check', files[0] ?? ''],
      { encoding: 'utf8' },
    );

    expect(status, stdout).toBe(0);
    expect(stdout).toContain('Desk plans: desk-plans, version 1');
    expect(stdout).toContain('kept for at most: 30 days; deleted after opting out: within 30 days');
    for (const file of files.slice(1))
      expect(readFileSync(file, 'utf8')).not.toMatch(/\b30 (days|dias|jours|Tage)/);
  });
});

test('what is written is what the compiler takes, title and texts still to come', () => {
  const folder = join(directory, 'typed');
  create('desk-lamps', folder);
  const root = process.cwd();
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(root, 'node_modules', '@types')] },
      include: ['programs', 'notices'],
    }),
  );

  const { status, stdout } = spawnSync('node_modules/.bin/tsc', ['-p', folder], { encoding: 'utf8' });

  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

describe('nothing is written', () => {
  test.each(['Meeting', 'meeting_summaries', 'a--b', '1st', 'x/../y', 'ümlaut', ''])(
    'for the id %j, which is not allowed',
    (id) => {
      const folder = join(directory, 'none');

      expect(() => create(id, folder)).toThrow(UsageError);
      expect(() => create(id, folder)).toThrow(`\`${id}\`; allowed are words of small letters and digits`);
      expect(existsSync(folder)).toBe(false);
    },
  );

  test('for an id that the catalog has', () => {
    expect(() => create('security-copilot', join(directory, 'none'))).toThrow('which the catalog has');
  });

  test('over a file that exists: no other file is written either', () => {
    const folder = join(directory, 'taken');
    mkdirSync(join(folder, 'notices', 'fr'), { recursive: true });
    writeFileSync(join(folder, 'notices', 'fr', 'room-plans.ts'), 'mine');

    expect(() => create('room-plans', folder)).toThrow(/room-plans\.ts exists, and is not written over/);
    expect(readdirSync(folder)).toEqual(['notices']);
    expect(readFileSync(join(folder, 'notices', 'fr', 'room-plans.ts'), 'utf8')).toBe('mine');
  });

  test('where a folder cannot be made, and what was written before is taken back', () => {
    const folder = join(directory, 'half');
    mkdirSync(join(folder, 'notices'), { recursive: true });
    writeFileSync(join(folder, 'notices', 'fr'), 'a file where a folder should be');

    expect(() => create('half-plans', folder)).toThrow();
    expect(existsSync(join(folder, 'programs', 'half-plans.ts'))).toBe(false);
    expect(existsSync(join(folder, 'notices', 'half-plans.ts'))).toBe(false);
  });

  test.each([
    [['program', 'new'], 'Name one id, and no more'],
    [['program', 'new', 'one', 'two'], 'Name one id, and no more'],
    [['program', 'new', 'one', '--force'], 'Unknown option'],
  ])('for %j, with status 2', (args, said) => {
    const { status, stderr } = spawnSync(process.execPath, ['cli/domicile.mjs', ...args], {
      encoding: 'utf8',
    });

    expect(status).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).toContain('Usage: npx domicile program new <id>');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stateResidency } from '../../cli/state-residency.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { Statement } from '../../contract/statement/statement.ts';
import { residencyStatement } from '../../docs/residency-statement.ts';
import { geographies } from '../../domain/geographies.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { readTemplates } from '../../lib/residency/template/template.ts';
import { compileStatement } from '../../lib/statement/compile-statement.ts';
import { type Cell, type Synthesized, synthesizeCells, withCopies } from './cells.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-statement-copies-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const copiesOfEurope = {
  geographies: ['jp', 'eu'],
  durability: { eu: 'in-geography' },
  copyKeys: { eu: withCopies.copyKeys.eu ?? '' },
} as const;

const [japan, europe] = synthesizeCells(copiesOfEurope);

/** The templates of a cell in a folder, as an assembly has them: the stack of the copies' key beside the others. */
const folderOf = (...stacks: readonly (Synthesized | undefined)[]): string => {
  const folder = mkdtempSync(join(directory, 'cell-'));
  for (const [at, stack] of stacks.entries()) {
    writeFileSync(join(folder, `${at}.template.json`), JSON.stringify(stack?.template));
  }
  return folder;
};

/** What the cell itself answers: compiled from what lies in its region. */
const carried = (cell: Cell | undefined): Statement => {
  const pin = definePin(geographies[cell?.geography ?? 'eu'].region);
  const sources = cell?.stacks.map(({ name, template }) => ({ name, content: template })) ?? [];
  return compileStatement(readTemplates(sources, pin), pin);
};

const state = (folder: string, region: string, ...more: readonly string[]) =>
  stateResidency(['statement', folder, '--region', region, ...more]);

/** What somebody allows who asked for the copies, and for their key in this account. */
const asked = ['--allow-region', 'eu-west-1', '--account', '111122223333'];

describe('the key of the copies', () => {
  test('[BY-9] is stated in the region of the copies', () => {
    const keys = carried(europe).data.filter(({ store }) => store.type.startsWith('AWS::KMS::Key'));
    expect(keys.map(({ data, region }) => [data, region])).toEqual([
      ['The key of tables and bucket', 'eu-central-1'],
      ['A key that signs checkpoints of the log; everybody is told its public part', 'eu-central-1'],
      ['The key of the copies', 'eu-west-1'],
    ]);
    expect(carried(japan).data.filter(({ data }) => data === 'The key of the copies')).toEqual([]);
  });

  test('[BY-9] is stated alike by the command, which is given its stack too', () => {
    const folder = folderOf(...(europe?.stacks ?? []), europe?.keys);
    const { output, status } = state(folder, 'eu-central-1', ...asked);
    expect([status, output]).toEqual([0, JSON.stringify(carried(europe), null, 2)]);
  });

  test('of another cell is not passed over', () => {
    const folder = folderOf(...(japan?.stacks ?? []), europe?.keys);
    expect(() => state(folder, 'ap-northeast-1')).toThrow(
      /2\.template\.json refuses to be deployed there: given ap-northeast-1, allowed eu-west-1\.$/,
    );
  });
});

test('[BY-9] no cell is stated to be in a region that its templates refuse', () => {
  const folder = folderOf(...(japan?.stacks ?? []));
  expect(() => state(folder, 'us-east-1')).toThrow(UsageError);
  expect(() => state(folder, 'us-east-1')).toThrow(/given us-east-1, allowed ap-northeast-1\.$/);
});

describe('the page of where data lies', () => {
  test('has a cell with copies beside cells without', () => {
    const rows = residencyStatement([carried(japan), carried(europe)])
      .split('\n')
      .filter((line) => /^\| (Japan|Europe) /.test(line));
    expect(rows).toEqual([
      expect.stringMatching(/ ap-northeast-1 \| – \|/),
      expect.stringMatching(/ eu-central-1 \| eu-west-1: `Tables\w+`, `Tables\w+` \|/),
    ]);
  });

  test('says of a cell without programs that store something globally that nothing is', () => {
    const page = residencyStatement([{ ...carried(japan), global: [] }]);
    expect(page).toContain('nothing else can be: nothing.');
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, CfnResource } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { afterAll, expect, test } from 'vitest';
import { type TransferDeclarations, termsFor } from '../../domain/transfers/terms.ts';
import { CarriedFilesCheck } from '../../lib/carried-files-check.ts';
import { addCells } from '../../lib/domicile-app.ts';
import type { GeographyStage } from '../../lib/geography-stage.ts';
import { aConfig, anyCode, cdkFlags } from './cells.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-carried-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const bundles = anyCode(directory);

const declared: Partial<TransferDeclarations> = {
  entities: {
    eu: { name: 'Example Assistants GmbH', country: 'DE' },
    us: { name: 'Example Assistants Inc.', country: 'US' },
  },
  instruments: [
    {
      id: 'eu-us',
      from: 'eu',
      to: 'us',
      kind: 'adequacy',
      validFrom: '2026-01-01',
      validUntil: '2036-01-01',
    },
    {
      id: 'us-eu',
      from: 'us',
      to: 'eu',
      kind: 'not-required',
      because: 'none is asked for',
      validFrom: '2026-01-01',
      validUntil: '2036-01-01',
    },
  ],
};
const configured = { geographies: ['eu'], transfers: declared } as const;
const config = aConfig(configured);

const synthesizeCell = (plant: (cell: GeographyStage) => void = () => {}, given = config) => {
  const outdir = mkdtempSync(join(directory, 'out-'));
  const app = new App({ outdir, context: cdkFlags(), analyticsReporting: false });
  const [cell] = addCells(app, given, bundles);
  if (cell === undefined) throw new Error('The app has no cell.');
  plant(cell);
  app.synth();
  return { outdir, cell };
};

const name = 'residency-statement.json';

/** The directories of the assembly in which the statement lies beside code. */
const carrying = (outdir: string, name = 'residency-statement.json') =>
  readdirSync(outdir)
    .map((asset) => join(outdir, asset))
    .filter((asset) => asset.includes('asset.') && readdirSync(asset).includes(name));

const checkAgain = (cell: GeographyStage) =>
  new CarriedFilesCheck(config).validate({
    stackTemplates: [cell.storage, cell.service].map((stack) => ({
      templatePath: join(cell.outdir, stack.templateFile),
      region: stack.region,
      accountId: stack.account,
    })),
  } as unknown as Parameters<CarriedFilesCheck['validate']>[0]);

test('a function carries what was written for it, beside its bundle, under the same name on every machine', () => {
  const [first, second] = [synthesizeCell(), synthesizeCell()].map(({ outdir }) => carrying(outdir));

  expect(first?.map((path) => readdirSync(path).sort())).toEqual([['index.js', 'notices.json', name]]);
  expect(second?.map((path) => path.replace(/.*\//, ''))).toEqual(
    first?.map((path) => path.replace(/.*\//, '')),
  );
  expect(readFileSync(join(first?.[0] ?? '', 'index.js'), 'utf8')).toBe(
    readFileSync(bundles.file('statements'), 'utf8'),
  );
});

test('[BY-9] the check is content with what was synthesized, and stops at a statement that says other things', () => {
  const { outdir, cell } = synthesizeCell();
  expect(checkAgain(cell)).toEqual({ success: true, violations: [] });

  const [path = ''] = carrying(outdir);
  const said = readFileSync(join(path, name), 'utf8');
  writeFileSync(join(path, name), said.replace('eu-central-1', 'eu-west-1'));
  expect(checkAgain(cell)).toMatchObject({
    success: false,
    violations: [
      { severity: 'fatal', description: expect.stringContaining('says other things than the templates') },
    ],
  });

  rmSync(join(path, name));
  expect(checkAgain(cell)).toMatchObject({
    success: false,
    violations: [{ description: expect.stringContaining('no function of eu-central-1 carries') }],
  });
});

test('[BY-9] the check is content with keys of both stacks, whose order depends on what leads to the other stack', () => {
  const { cell } = synthesizeCell(undefined, aConfig({ ...configured, placements: { tokens: 'signed' } }));
  expect(checkAgain(cell)).toEqual({ success: true, violations: [] });
});

test('[BY-9] the synthesis stops where a cell is changed after its statement was compiled', () => {
  const tooLate = (cell: GeographyStage) => {
    const logs = cell.service.node.findAll().find((node) => node instanceof CfnLogGroup);
    const visit = ({ node }: { readonly node: { readonly id: string } }) => {
      if (logs instanceof CfnLogGroup && node.id === 'Sealing') logs.retentionInDays = 3653;
    };
    Aspects.of(cell).add({ visit }, { priority: 2_000 });
  };
  expect(() => synthesizeCell(tooLate)).toThrow(
    /residency-statement\.json says other things than the templates/,
  );
});

test('[BY-9] the synthesis stops at a store that the statement does not know', () => {
  const plant = (cell: GeographyStage) => {
    new CfnResource(cell.service, 'Extra', { type: 'AWS::S3::Bucket' });
  };
  expect(() => synthesizeCell(plant)).toThrow(/does not know what these hold: Extra \(AWS::S3::Bucket\)/);
});

test('[BY-7] the terms of transfers that a cell carries are those of its own geography, and the check holds them to the configuration', () => {
  const { outdir, cell } = synthesizeCell();
  const carriers = carrying(outdir, 'transfer-terms.json');
  expect(carriers.length).toBeGreaterThan(0);
  for (const path of carriers) {
    const terms = JSON.parse(readFileSync(join(path, 'transfer-terms.json'), 'utf8'));
    expect(terms).toEqual({ ...termsFor(config.transfers, 'eu') });
    expect(terms.instruments.map(({ id }: { id: string }) => id)).toEqual(['eu-us']);
  }

  const [path = ''] = carriers;
  const said = readFileSync(join(path, 'transfer-terms.json'), 'utf8');
  writeFileSync(join(path, 'transfer-terms.json'), said.replace('2036', '2046'));
  const { success, violations } = checkAgain(cell);
  expect(success).toBe(false);
  expect(violations.length).toBeGreaterThan(0);
  for (const { description } of violations)
    expect(description).toBe('transfer-terms.json says other things than the configuration of eu-central-1');
});

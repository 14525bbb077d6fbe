import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { everyFunction } from '../../contract/access/every-function.ts';
import { everyGeography, geographies } from '../../domain/geographies.ts';
import { cellAddressesFrom } from '../../lib/cell-addresses.ts';
import { synthesizeCells } from './cells.ts';

const functionsWithHttp = everyFunction.filter(({ triggers }) =>
  triggers.some(({ kind }) => kind === 'http'),
);

const directory = mkdtempSync(join(tmpdir(), 'domicile-accounts-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Accounts of the AWS documentation's kind, one for each geography. */
const accountOf = (index: number) => String(111_122_223_330 + index);
const apart = Object.fromEntries(everyGeography.map((geography, index) => [geography, accountOf(index)]));

test('cells in one account each lie there, each in its own region', () => {
  for (const { geography, stacks } of synthesizeCells({ account: apart })) {
    const there = `aws://${apart[geography]}/${geographies[geography].region}`;
    expect(stacks.map(({ environment }) => environment)).toEqual([there, there]);
  }
});

test('no cell names the account of another', () => {
  for (const { geography, stacks } of synthesizeCells({ account: apart })) {
    const text = JSON.stringify(stacks.map(({ template }) => template));
    const others = everyGeography.filter((other) => other !== geography);
    expect(others.filter((other) => text.includes(String(apart[other])))).toEqual([]);
  }
});

test('cells in one account lie there together, without any account in the account of the credentials', () => {
  const environments = (account?: string) =>
    synthesizeCells({ geographies: ['us', 'eu'], ...(account !== undefined && { account }) }).flatMap(
      ({ stacks }) => stacks.map(({ environment }) => environment.split('/')[2]),
    );
  expect(new Set(environments('111122223333'))).toEqual(new Set(['111122223333']));
  expect(new Set(environments())).toEqual(new Set(['unknown-account']));
});

const file = (name: string, outputs: object) => {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify(outputs));
  return path;
};

test('the cell directory is what deployments put out, from one file or one for each account', () => {
  const us = file('us.json', {
    'Domicile-us-Service': { ApiAddress: 'https://a.example.com', Issuer: 'https://i.example.com' },
    'Domicile-us-Storage': { Geography: 'us' },
  });
  const eu = file('eu.json', { 'Domicile-eu-Service': { ApiAddress: 'https://b.example.com' }, Others: {} });

  expect(cellAddressesFrom(us, eu)).toEqual({ us: 'https://a.example.com', eu: 'https://b.example.com' });
  expect(cellAddressesFrom(us)).toEqual({ us: 'https://a.example.com' });
});

test('before the first deployment there is no file, and the directory is empty', () => {
  expect(cellAddressesFrom(join(directory, 'not-yet.json'))).toEqual({});
});

test('functions with HTTP are told the directory, and no stack refers to another region for it', () => {
  const cellDirectory = { us: 'https://a.example.com', eu: 'https://b.example.com' };
  for (const { service, stacks } of synthesizeCells({ geographies: ['us', 'eu'], cellDirectory })) {
    const told = service.ofType('AWS::Lambda::Function').map(({ Properties }) => {
      const { Variables } = Properties.Environment as { Variables: Record<string, string> };
      return Variables.CELL_DIRECTORY;
    });
    expect(told.filter((directory) => directory !== undefined)).toEqual(
      functionsWithHttp.map(() => JSON.stringify(cellDirectory)),
    );
    const imports = JSON.stringify(stacks.map(({ template }) => template)).match(/"Fn::ImportValue":"[^:]*/g);
    expect(new Set(imports)).toEqual(
      new Set([`"Fn::ImportValue":"${service.name.replace('Service', 'Storage')}`]),
    );
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { everyGeography } from '../../domain/geographies.ts';
import type { ConfigInput } from '../../lib/config.ts';
import { addCells } from '../../lib/domicile-app.ts';
import type { GeographyStage } from '../../lib/geography-stage.ts';
import {
  aConfig,
  anyCode,
  cdkFlags,
  foreignBoundary,
  onlyCell,
  ownIssuer,
  synthesizeCells,
  withCopies,
} from './cells.ts';
import { changed, everyChoice, mismatchesOf, nothingKept, saidOf } from './parity.ts';

/** Copies in the one geography that is looked at. */
const copied = { durability: 'in-geography', copyKeys: { us: withCopies.copyKeys.us ?? '' } } as const;

const signed = { placements: { tokens: 'signed' } } as const;

describe('what settings can decide and what the infrastructure permits', () => {
  test.each(everyGeography)('[BY-6] agree in the cell %s, under every program', (geography) => {
    expect(mismatchesOf({ geography, changes: everyChoice })).toEqual([]);
  });

  test.each([
    ['with an own issuer', ownIssuer],
    ['beside a foreign boundary', foreignBoundary],
    ['with copies in the geography', copied],
    ['in an isolated network', { network: 'isolated' }],
    ['with tokens of placements', signed],
    ['with tokens of placements, in an isolated network', { ...signed, network: 'isolated' }],
    ['under programs that keep nothing', nothingKept],
    ['in an isolated network, under programs that keep nothing', { ...nothingKept, network: 'isolated' }],
  ] as const)('[BY-6] agree %s', (_, changes) => {
    expect(mismatchesOf({ changes })).toEqual([]);
  });
});

describe('[BY-6] a program that was dropped takes its permissions along', () => {
  test('no function that answers requests touches content where no use keeps records, and the worker still deletes', () => {
    const { service } = onlyCell(synthesizeCells({ ...nothingKept, geographies: ['us'] }));
    const touching = service
      .ofType('AWS::IAM::Role')
      .filter(({ Properties }) => JSON.stringify(Properties.Policies).includes('TablesContent'));
    // The auditor asks how the table is set up, and reads nothing of it.
    const items = touching.filter(({ id }) => !id.startsWith('AuditorRole'));
    expect(items.map(({ id }) => id)).toEqual([expect.stringMatching(/^WorkerRole/)]);
  });

  test('scopes of services for captures are left without a reason', () => {
    const changes = { ...nothingKept, services: undefined as never };
    const services = [{ name: 'evaluation', scopes: ['captures.read', 'settings.read'] }] as const;
    const said = saidOf(mismatchesOf({ changes: { ...changes, services } }), 'permitted-without-decision');
    expect(said).toEqual([
      expect.stringMatching(
        /^ClientsServiceevaluation\w+: may ask for domicile\/captures\.read, which no chosen program needs of it; allowed: domicile\/settings\.read\.$/,
      ),
    ]);
  });

  test('a scope with which no route lets a service in has no reason under any program', () => {
    const services = [{ name: 'assistant', scopes: ['settings.write'] }] as const;
    const said = saidOf(
      mismatchesOf({ changes: { ...everyChoice, services } }),
      'permitted-without-decision',
    );
    expect(said).toEqual([expect.stringMatching(/may ask for domicile\/settings\.write/)]);
  });
});

describe('[BY-6] copies are those that the configuration asks for', () => {
  const replicas = (...regions: string[]) => ({ Replicas: regions.map((Region) => ({ Region })) });

  test('one that is asked for and not made is found', () => {
    const edit = changed('TablesRegistry', replicas('us-east-1'));
    expect(saidOf(mismatchesOf({ changes: copied, edit }), 'decided-without-means')).toEqual([
      'a copy of the registry can be decided, and no table has it; allowed: a replica in us-west-2.',
    ]);
  });

  test('one of content is found, whatever was asked for', () => {
    const edit = changed('TablesContent', replicas('us-east-1', 'us-west-2'));
    expect(saidOf(mismatchesOf({ changes: copied, edit }), 'permitted-without-decision')).toEqual([
      expect.stringMatching(/^TablesContent\w+: is copied to us-west-2; allowed: us-east-1\.$/),
    ]);
  });
});

describe('[BY-6] the synthesis stops', () => {
  const directory = mkdtempSync(join(tmpdir(), 'domicile-parity-'));
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
    vi.unstubAllEnvs();
  });
  // Checks may be off in the shell that runs the tests; here they are the subject.
  beforeEach(() => void vi.stubEnv('CDK_VALIDATION', undefined));

  const synthesizeWith = (
    changes: Partial<ConfigInput>,
    plant: (cell: GeographyStage) => void = () => {},
  ) => {
    const app = new App({ outdir: mkdtempSync(join(directory, 'out-')), context: cdkFlags() });
    const [cell] = addCells(app, aConfig({ geographies: ['jp'], ...changes }), anyCode(directory));
    if (cell === undefined) throw new Error('The app has no cell.');
    plant(cell);
    return app.synth();
  };

  test('at a function that writes content without a use, and names it, what it was given and what is allowed', () => {
    const plant = ({ service, storage }: GeographyStage) => {
      const sneaky = new LambdaFunction(service, 'Sneaky', {
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: Code.fromInline('exports.handler = async () => undefined;'),
      });
      sneaky.addToRolePolicy(
        new PolicyStatement({
          actions: ['dynamodb:PutItem'],
          resources: [storage.tables.content.tableArn],
        }),
      );
    };
    expect(() => synthesizeWith({}, plant)).toThrow(
      /Sneaky\w+: is allowed dynamodb:PutItem on <TablesContent\w+\.Arn>; allowed: nothing/,
    );
  });

  test('at a service with a scope that no chosen program needs', () => {
    const services = [{ name: 'evaluation', scopes: ['captures.read'] }] as const;
    expect(() => synthesizeWith({ ...nothingKept, services })).toThrow(
      /may ask for domicile\/captures\.read, which no chosen program needs of it/,
    );
  });

  test('and not at a cell as it is', () => {
    expect(() => synthesizeWith({})).not.toThrow();
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'domicile-verify-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const file = (name: string, content: string | object): string => {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
};

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/domicile.mjs', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const verify = (path: string, ...more: readonly string[]) =>
  run('verify', 'templates', path, '--region', 'eu-central-1', ...more);

const pin = { Pin: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] } }] } };
const secret = (...regions: string[]) => ({
  Rules: pin,
  Resources: {
    It: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { ReplicaRegions: regions.map((Region) => ({ Region })) },
    },
  },
});
const clean = file('clean.json', secret());
const broken = file('broken.json', secret('us-east-1'));
const withAddress = (name: string) =>
  file(`${name}.json`, {
    Rules: pin,
    Resources: {
      It: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { ZipFile: 'exports.handler = () => {}' },
          Environment: { Variables: { [name]: 'https://a.execute-api.us-east-1.amazonaws.com' } },
        },
      },
    },
  });
const unknown = file('unknown.json', { Rules: pin, Resources: { It: { Type: 'AWS::Tomorrow::Thing' } } });

/** Where the region abroad stands in the file. */
const line =
  readFileSync(broken, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('us-east-1')) + 1;

const shortForms = `
Parameters:
  Copy: { Type: String }
Conditions:
  Copied: !Equals [!Ref Copy, yes]
Rules:
  Pin:
    Assertions:
      - Assert: !Equals [!Ref AWS::Region, eu-central-1]
Resources:
  Queue:
    Type: AWS::SQS::Queue
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - Arn: !GetAtt Queue.Arn
        - !If
          - Copied
          - Arn: !Sub arn:aws:sqs:us-west-2:$\{AWS::AccountId}:q
          - !Ref AWS::NoValue
`;

describe('the exit status', () => {
  test('is 0 where nothing is found', () => {
    expect(verify(clean)).toEqual({
      status: 0,
      stdout: '1 templates, 0 broken, 0 cannot tell\n',
      stderr: '',
    });
  });

  test('is 0 for the addresses of other cells in their variable, and 1 in any other', () => {
    expect(verify(withAddress('CELL_DIRECTORY')).status).toBe(0);
    expect(verify(withAddress('OTHER_PLACE')).status).toBe(1);
  });

  test('[DL-2] is 1 where data is copied out of the allowed regions', () => {
    const { status, stdout } = verify(broken);
    expect(status).toBe(1);
    expect(stdout).toContain(
      `${broken}:${line} broken [secret-replicas] Resources/It/Properties/ReplicaRegions/0/Region`,
    );
    expect(stdout).toContain('names us-east-1; allowed: eu-central-1');
    expect(stdout).toContain('fix: Remove the region from ReplicaRegions.');
  });

  test('is 0 where the region of the copy is allowed', () => {
    const both = file('both.json', secret('eu-west-1'));
    expect(verify(both).status).toBe(1);
    expect(verify(both, '--allow-region', 'us-east-2').status).toBe(1);
    // The pin of the template is as wide as what is allowed, or narrower.
    expect(verify(both, '--allow-region', 'eu-west-1', '--allow-region', 'us-east-2').status).toBe(0);
  });

  test('is 1 for what cannot be told only where that is asked for', () => {
    expect(verify(unknown).status).toBe(0);
    expect(verify(unknown, '--strict').status).toBe(1);
  });
});

describe('wrong use has status 2, says why, and prints nothing that looks like a result', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const cases: readonly (readonly [what: string, args: readonly string[], said: RegExp])[] = [
    ['no command', [], /There is no command/],
    ['another command', ['verify', 'bundles'], /There is no command "verify bundles"/],
    ['no template', ['verify', 'templates', '--region', 'eu-central-1'], /Name a template or a folder/],
    ['no region', ['verify', 'templates', clean], /Name the --region/],
    ['no such region', ['verify', 'templates', clean, '--region', 'europe'], /europe is no region/],
    ['no such option', ['verify', 'templates', clean, '--lax'], /--lax/],
    [
      'no such format',
      ['verify', 'templates', clean, '--region', 'eu-west-1', '--format', 'xml'],
      /formats are/,
    ],
    [
      'no account',
      ['verify', 'templates', clean, '--region', 'eu-west-1', '--account', '7'],
      /twelve digits/,
    ],
  ];
  test.each(cases)('%s', (_, args, said) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr).toContain('Usage: npx domicile verify templates');
  });

  test.each([
    ['no file', join(directory, 'nowhere.json'), /There is no /],
    ['a folder without templates', dirname(file('empty/notes.json', '{}')), /no template in/],
    ['neither JSON nor YAML', file('odd.json', '{"Resources": '), /neither JSON nor YAML/],
    ['YAML that is cut off', file('odd.yaml', 'Resources: ['), /neither JSON nor YAML/],
    ['text', file('text.yaml', 'hello'), /it has no Resources/],
    [
      'two documents',
      file('two.yaml', 'Resources: {}\n---\nResources: {}\n'),
      /several documents, and a template/,
    ],
    ['a name twice in YAML', file('twice.yaml', 'Resources:\n  A: {}\n  "A": {}\n'), /the name "A" twice/],
    ['a name and a number alike', file('alike.yaml', 'Resources: {}\n1: x\n"1": y\n'), /the name "1" twice/],
    [
      'a name twice in JSON',
      file('twice.json', '{"Resources":{"A":{},"B":[{"A":1}],"\\u0041":{}}}'),
      /"A" twice/,
    ],
    ['too much', file('much.json', `{"a":"${'x'.repeat(5_000_000)}"}`), /at most 5000000 are read/],
    ['fifty megabytes', file('huge.yaml', `a: ${'x'.repeat(50_000_000)}`), /at most 5000000 are read/],
    ['nesting without end in JSON', file('deep.json', `{"Resources":${deep}}`), /no Resources|nested/],
    ['an alias of itself', file('circle.yaml', 'Resources: &a\n  It: *a\n'), /circles|more than|nested/],
    ['nesting without end', file('deep.yaml', `Resources: ${deep}`), /neither JSON nor YAML|no Resources/],
    ['aliases of aliases', file('aliases.yaml', aliases(12)), /neither JSON nor YAML|nested|more than/],
  ])('a file that is %s', (_, path, said) => {
    const { status, stdout, stderr } = verify(path);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(said);
  });
});

describe('what is read', () => {
  test('is YAML with the short forms of functions', () => {
    const { status, stdout } = verify(file('short.yaml', shortForms.replace('\\', '')));
    expect(status).toBe(1);
    expect(stdout).toMatch(/broken \[event-targets\] Resources\/Rule\/Properties\/Targets\/1\/Arn/);
    expect(stdout).toContain('1 templates, 1 broken, 0 cannot tell');
  });

  test('is an unknown short form as what it is', () => {
    const path = file('tag.yaml', shortForms.replace('\\', '').replace('!GetAtt', '!Tomorrow'));
    expect(verify(path).stdout).toContain('Fn::Tomorrow is not known to these rules');
  });

  test('is YAML as CloudFormation reads it, where yes and on are true', () => {
    const key = (answer: string) =>
      file(
        `key-${answer}.yaml`,
        `Rules: {Pin: {Assertions: [{Assert: !Equals [!Ref AWS::Region, eu-central-1]}]}}
Resources: {It: {Type: AWS::KMS::Key, Properties: {MultiRegion: ${answer}}}}`,
      );
    for (const answer of ['yes', 'On', 'TRUE', 'true']) {
      expect(verify(key(answer)).stdout).toContain('broken [key-multi-region]');
    }
    for (const answer of ['no', 'off', 'False', 'n']) expect(verify(key(answer)).status).toBe(0);
  });

  test('is a number, a date and a single letter as it was written', () => {
    const path = file(
      'written.yaml',
      `AWSTemplateFormatVersion: 2010-09-09
Rules: {Pin: {Assertions: [{Assert: !Equals [!Ref AWS::Region, eu-central-1]}]}}
Conditions: {Y: !Equals [!Ref AWS::StackName, never]}
Resources:
  It:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: 2012-10-17
        Statement: [{Effect: Allow, Principal: {AWS: 011122223333}, Action: kms:Decrypt, Resource: '*'}]
      MultiRegion: !If [Y, Y, false]`,
    );
    const { stdout } = verify(path, '--account', '011122223333');
    expect(stdout).toBe('1 templates, 0 broken, 0 cannot tell\n');
  });

  test('is every template of a folder, and of the stages of a cloud assembly what is one', () => {
    file('assembly/cdk.out', '{}');
    file('assembly/manifest.json', '{}');
    file('assembly/asset.1/package.json', 'not JSON');
    file('assembly/stage/cdk.out', '{}');
    file('assembly/stage/manifest.json', '{}');
    file('assembly/stage/a.template.json', secret());
    file('assembly/b.template.json', secret('us-east-1'));
    const { status, stdout } = verify(join(directory, 'assembly'));
    expect(status).toBe(1);
    expect(stdout).toContain('2 templates, 1 broken');
  });
});

describe('of a cloud assembly what it deploys is read', () => {
  const stack = (properties: object, environment = 'aws://111122223333/eu-central-1') => ({
    artifacts: {
      It: { type: 'aws:cloudformation:stack', environment, properties },
      Assets: { type: 'cdk:asset-manifest', properties: { file: 'It.assets.json' } },
    },
  });
  const uploading = (path: string) => ({
    files: { a: { source: { path }, destinations: { d: { objectKey: 'a.json' } } } },
  });
  const assembly = (name: string, manifest: object, uploads: object = {}): string => {
    file(`${name}/cdk.out`, '{}');
    file(`${name}/manifest.json`, manifest);
    file(`${name}/It.assets.json`, uploads);
    file(`${name}/It.template.json`, secret());
    file(`${name}/It.real.json`, secret('us-east-1'));
    return join(directory, name);
  };
  const named = { templateFile: 'It.template.json' };
  const address = { stackTemplateAssetObjectUrl: 's3://assets/a.json' };

  test('also where its name is none of a template', () => {
    const { status, stdout } = verify(assembly('renamed', stack({ templateFile: 'It.real.json' })));
    expect(status).toBe(1);
    expect(stdout).toContain('It.real.json');
    expect(verify(assembly('named', stack(named)), '--strict').status).toBe(0);
  });

  test('and what is uploaded in place of it', () => {
    const uploaded = (path: string) =>
      verify(assembly(`up-${path}`, stack({ ...named, ...address }), uploading(path)), '--strict').status;
    expect(uploaded('It.real.json')).toBe(1);
    expect(uploaded('It.template.json')).toBe(0);
  });

  test('and nothing that lies elsewhere', () => {
    const { status, stderr } = verify(assembly('elsewhere', stack({ ...named, ...address })));
    expect(status).toBe(2);
    expect(stderr).toContain('from an address that it uploads nothing to');
  });

  test('and it is deployed to where was asked about', () => {
    const to = (environment: string, ...more: readonly string[]) =>
      verify(assembly(`to-${environment.replaceAll(/\W/g, '')}`, stack(named, environment)), ...more);
    expect(to('aws://111122223333/us-east-1').stdout).toContain('broken [home-region] Resources');
    expect(to('aws://444455556666/eu-central-1', '--account', '111122223333').status).toBe(1);
    expect(to('aws://111122223333/eu-central-1', '--account', '111122223333').status).toBe(0);
    expect(to('aws://unknown-account/unknown-region', '--account', '111122223333').status).toBe(0);
  });
});

test('a folder is read whatever the case of the endings, and what else is in it is told', () => {
  const folder = dirname(file('mixed/A.YAML', JSON.stringify(secret('us-east-1'))));
  const other = file('mixed/other.cfn', secret('us-east-1'));
  const { status, stdout, stderr } = verify(folder);
  expect(status).toBe(1);
  expect(stdout).toContain('1 templates, 1 broken');
  expect(stderr).toContain(`Not read, for they end in none of .json, .yaml, .yml and .template: ${other}.`);
});

describe('formats', () => {
  test('json', () => {
    expect(JSON.parse(verify(broken, '--format', 'json').stdout)).toMatchObject({
      templates: 1,
      broken: 1,
      cannotTell: 0,
      findings: [{ rule: 'secret-replicas', answer: 'broken', line, template: broken }],
    });
  });

  test('sarif', () => {
    const { version, runs } = JSON.parse(verify(broken, '--format', 'sarif').stdout);
    expect(version).toBe('2.1.0');
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toContain('secret-replicas');
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'secret-replicas',
        level: 'error',
        locations: [{ physicalLocation: { region: { startLine: line } } }],
      },
    ]);
  });
});

/** A few lines of YAML that stand for a power of ten of values. */
function aliases(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, at) =>
      `a${at}: &a${at} [${Array(10)
        .fill(at === 0 ? 'x' : `*a${at - 1}`)
        .join(', ')}]`,
  );
  return `${lines.join('\n')}\nResources: {}\n`;
}

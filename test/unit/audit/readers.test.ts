import { describe, expect, test } from 'vitest';
import type { Kind, Observed } from '../../../domain/audit/control.ts';
import { aspectsOf } from '../../../domain/audit/control.ts';
import type { Reader } from '../../../lambdas/auditor/ports.ts';
import { bucketReader } from '../../../lambdas/auditor/readers/buckets.ts';
import { busReader, ruleReader } from '../../../lambdas/auditor/readers/events.ts';
import { functionReader } from '../../../lambdas/auditor/readers/functions.ts';
import { keyReader } from '../../../lambdas/auditor/readers/keys.ts';
import { accountReader, logGroupReader } from '../../../lambdas/auditor/readers/logs.ts';
import { queueReader } from '../../../lambdas/auditor/readers/queues.ts';
import { policyReader, roleReader } from '../../../lambdas/auditor/readers/roles.ts';
import { tableReader } from '../../../lambdas/auditor/readers/tables.ts';
import type { AskS3 } from '../../../lambdas/shared/s3.ts';
import { home } from './scripted-account.ts';

const askedOf = ['versioning', 'object-lock', 'policy', 'replication', 'encryption'];

/** S3 is asked over HTTP: what it refuses it says in an element of its answer. */
const askedAs =
  ({ send }: { readonly send: (command: object) => Promise<unknown> }): AskS3 =>
  async ({ method, bucket, name, query = {} }) => {
    const [what = ''] = Object.keys(query);
    expect([method, bucket, name, askedOf.includes(what)]).toEqual(['GET', 'the-name', undefined, true]);
    class Command {
      readonly input = { what };
    }
    try {
      return { status: 200, body: String(await send(new Command())) };
    } catch (error) {
      const code = (error as Error).name;
      if (code === 'TimeoutError') throw error;
      return { status: 400, body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>` };
    }
  };

const makers = {
  table: tableReader,
  key: keyReader,
  role: roleReader,
  policy: policyReader,
  'log-group': logGroupReader,
  rule: ruleReader,
  bus: busReader,
  queue: queueReader,
  bucket: (client: { send: (command: object) => Promise<unknown> }) => bucketReader(askedAs(client)),
  function: functionReader,
  account: accountReader,
} as unknown as Record<Kind, (client: unknown) => Reader>;

const kinds = Object.keys(makers) as Kind[];

type Answers = (command: string, input: Readonly<Record<string, unknown>>) => unknown;

const ask = (kind: Kind, answers: Answers): Promise<Observed> => {
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const answer = answers(command.constructor.name.replace(/Command$/, ''), command.input);
    if (answer instanceof Error) throw answer;
    return answer ?? {};
  };
  return makers[kind]({ send })('the-name', home);
};

const failure = (name: string) => Object.assign(new Error('refused'), { name });

describe.each(kinds)('where the account does not answer about a %s', (kind) => {
  test.each([
    ['AccessDeniedException', 'access-denied'],
    ['ThrottlingException', 'throttled'],
    ['UnknownOperationException', 'unsupported'],
    ['TimeoutError', 'no-answer'],
    ['SomethingNew', 'no-answer'],
  ])('%s makes every aspect not checked', async (name, because) => {
    const observed = await ask(kind, () => failure(name));
    const expected = aspectsOf[kind].map((aspect) => [aspect, { read: false, because }]);
    expect(observed).toEqual(Object.fromEntries(expected));
  });
});

test('a list that does not end is not taken for its beginning', async () => {
  const endless: Answers = (command) =>
    command === 'ListGrants' ? { Grants: [], NextMarker: 'more' } : { KeyMetadata: { KeyState: 'Enabled' } };
  expect(await ask('key', endless)).toMatchObject({
    grants: { read: false, because: 'too-much' },
    state: { read: true, facts: ['Enabled'] },
  });
});

test.each([
  ['table', 'ResourceNotFoundException'],
  ['key', 'NotFoundException'],
  ['role', 'NoSuchEntityException'],
  ['policy', 'NoSuchEntityException'],
  ['rule', 'ResourceNotFoundException'],
  ['bus', 'ResourceNotFoundException'],
  ['queue', 'QueueDoesNotExist'],
  ['bucket', 'NoSuchBucket'],
  ['function', 'ResourceNotFoundException'],
] as const)('a %s that the account does not know is gone', async (kind, name) => {
  expect(await ask(kind, () => failure(name))).toBe('missing');
});

test('a log group that no list names is gone', async () => {
  expect(await ask('log-group', () => ({ logGroups: [{ logGroupName: 'the-name-and-more' }] }))).toBe(
    'missing',
  );
});

describe('what the embedded cloud does not say', () => {
  const table: Answers = (command) =>
    ({
      DescribeTable: { Table: { TableArn: 'arn', Replicas: [{ RegionName: home.region }] } },
      DescribeContinuousBackups: {
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: {
            PointInTimeRecoveryStatus: 'ENABLED',
            RecoveryPeriodInDays: 35,
          },
        },
      },
      ListExports: { ExportSummaries: [{ ExportArn: 'arn:export' }, { ExportStatus: 'FAILED' }] },
    })[command];

  test('for how many days a table can be brought back, what was exported, and that home is no copy', async () => {
    expect(await ask('table', table)).toMatchObject({
      'recovery-days': { read: true, facts: ['35'] },
      exports: { read: true, facts: ['arn:export'] },
      replicas: { read: true, facts: [] },
    });
  });

  test('which policies pass on the logs of a whole account', async () => {
    expect(await ask('account', () => ({ accountPolicies: [{ policyName: 'all-logs' }] }))).toEqual({
      'log-subscriptions': { read: true, facts: ['all-logs'] },
    });
  });

  test('that services grant themselves the use of a key', async () => {
    const Grants = [
      { GranteePrincipal: 'dynamodb.us-east-1.amazonaws.com' },
      { GranteePrincipal: 'arn:aws:iam::999988887777:root' },
    ];
    expect(await ask('key', (command) => (command === 'ListGrants' ? { Grants } : {}))).toMatchObject({
      grants: { read: true, facts: ['arn:aws:iam::999988887777:root'] },
    });
  });

  test('an environment that cannot be decrypted', async () => {
    const observed = await ask('function', () => ({ Environment: { Error: { ErrorCode: 'x' } } }));
    expect(observed).toMatchObject({ environment: { read: false, because: 'unreadable' } });
  });

  test('a document that is none', async () => {
    const Role = { AssumeRolePolicyDocument: '%7Bno' };
    expect(await ask('role', (command) => (command === 'GetRole' ? { Role } : {}))).toMatchObject({
      trust: { read: false, because: 'unreadable' },
    });
  });
});

describe('what a bucket is like', () => {
  const space = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
  const statement = { Sid: 'a', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
  const locked = {
    versioning: `<VersioningConfiguration ${space}><Status>Enabled</Status></VersioningConfiguration>`,
    'object-lock': `<ObjectLockConfiguration ${space}><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>2555</Days></DefaultRetention></Rule></ObjectLockConfiguration>`,
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    replication: failure('ReplicationConfigurationNotFoundError'),
    encryption: `<ServerSideEncryptionConfiguration ${space}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>arn:key</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
  };
  const observe = (changed: object = {}) => {
    const answers: Readonly<Record<string, unknown>> = { ...locked, ...changed };
    return ask('bucket', (_, input) => answers[String(input.what)]);
  };
  const { Sid: _, ...rest } = statement;

  test('is read from what S3 says of it', async () => {
    expect(await observe()).toEqual({
      versions: { read: true, facts: ['on'] },
      lock: { read: true, facts: ['governance for 2555 days'] },
      policy: { read: true, facts: [JSON.stringify(rest)] },
      replication: { read: true, facts: [] },
      key: { read: true, facts: ['arn:key'] },
    });
  });

  test.each<[string, object, object]>([
    [
      'a shorter lock',
      { 'object-lock': '<Mode>COMPLIANCE</Mode><Years>1</Years>' },
      { lock: ['compliance for 1 years'] },
    ],
    [
      'a lock without a term',
      { 'object-lock': '<ObjectLockEnabled>Enabled</ObjectLockEnabled>' },
      { lock: [] },
    ],
    ['no lock', { 'object-lock': failure('ObjectLockConfigurationNotFoundError') }, { lock: [] }],
    ['no policy', { policy: failure('NoSuchBucketPolicy') }, { policy: [] }],
    ['versions that were stopped', { versioning: '<Status>Suspended</Status>' }, { versions: ['off'] }],
    ['no versions', { versioning: `<VersioningConfiguration ${space}/>` }, { versions: ['off'] }],
    [
      'copies',
      { replication: '<Bucket>arn:one</Bucket><Bucket>arn:two</Bucket>' },
      { replication: ['arn:one', 'arn:two'] },
    ],
    ['a key of the provider', { encryption: '<SSEAlgorithm>AES256</SSEAlgorithm>' }, { key: [] }],
  ])('%s', async (_, changed, facts) => {
    const observed = Object.entries(facts).map(([aspect, found]) => [aspect, { read: true, facts: found }]);
    expect(await observe(changed)).toMatchObject(Object.fromEntries(observed));
  });

  test('and what cannot be read is not checked', async () => {
    expect(await observe({ policy: '{"no', encryption: '<Nothing/>' })).toMatchObject({
      policy: { read: false, because: 'unreadable' },
      key: { read: false, because: 'unreadable' },
    });
  });
});

describe('an address on the network that rules send to', () => {
  const { region, account } = home;
  const destination = `arn:aws:events:${region}:${account}:api-destination/Domicile-eu-Witness`;
  const target = {
    Id: 'Witness',
    Arn: `${destination}/11111111-2222-4333-8444-555555555555`,
    RoleArn: 'arn:role',
    DeadLetterConfig: { Arn: `arn:aws:sqs:${region}:${account}:letters` },
    InputTransformer: { InputPathsMap: { checkpoint: '$.detail.checkpoint' }, InputTemplate: '<checkpoint>' },
  };
  const EventPattern = '{"detail-type":["CheckpointSigned"],"source":["domicile"]}';
  const answers =
    (Targets: readonly object[]): Answers =>
    (command) => {
      if (command === 'ListRules') return { Rules: [{ Name: 'Domicile-eu-Witness' }] };
      return command === 'ListTargetsByRule' ? { Targets } : { State: 'ENABLED', EventPattern };
    };
  const elsewhere = async (...Targets: readonly object[]) =>
    ((await ask('bus', answers(Targets))) as { 'targets-elsewhere': unknown })['targets-elsewhere'];

  test('is told by its name, whatever identifier the account gave it', async () => {
    const fact = JSON.stringify({ rule: 'Domicile-eu-Witness', target: destination });
    expect(await elsewhere(target)).toEqual({ read: true, facts: [fact] });
  });

  test('is told in full where it is none of the account or region, or is no such address', async () => {
    const foreign = target.Arn.replace(account, '444455556666');
    const bus = `arn:aws:events:eu-west-3:${account}:event-bus/a/b`;
    const facts = [foreign.replace(/\/[^/]*$/, ''), bus].map((arn) =>
      JSON.stringify({ rule: 'Domicile-eu-Witness', target: arn }),
    );
    expect(await elsewhere({ Arn: foreign }, { Arn: bus })).toEqual({ read: true, facts });
  });

  test('is told with what is made of an event, and what the rule listens to', async () => {
    const { DeadLetterConfig, RoleArn, InputTransformer } = target;
    const fact = { arn: destination, deadLetters: DeadLetterConfig.Arn, role: RoleArn };
    expect(await ask('rule', answers([target]))).toMatchObject({
      pattern: { read: true, facts: [EventPattern] },
      targets: { read: true, facts: [JSON.stringify({ ...fact, input: InputTransformer })] },
    });
    const whole = {
      ...target,
      InputTransformer: undefined,
      HttpParameters: { HeaderParameters: { a: '$.detail' } },
    };
    expect(await ask('rule', answers([whole]))).toMatchObject({
      targets: {
        facts: [JSON.stringify({ ...fact, http: { HeaderParameters: { a: '$.detail' } } })],
      },
    });
  });
});

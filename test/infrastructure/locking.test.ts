import { createHash } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { everyFunction } from '../../contract/access/every-function.ts';
import { geographies } from '../../domain/geographies.ts';
import { days } from '../../domain/time.ts';
import { s3Through } from '../../lambdas/shared/s3.ts';
import { BucketUnavailable } from '../../lambdas/signer/ports.ts';
import { s3Bucket } from '../../lambdas/signer/s3-bucket.ts';
import { type Json, named, onlyCell, synthesizeCells } from './cells.ts';
import { aServiceEndpoint, authorizationOf, type ServiceAnswer } from './service-endpoint.ts';

const bucketIn = ({ storage }: ReturnType<typeof onlyCell>) => storage.one('AWS::S3::Bucket').Properties;
const text = (value: Json | undefined) => JSON.stringify(value);

type Statement = {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: Json;
  readonly Principal: Json;
  readonly Resource: Json;
  readonly Condition: { readonly [operator: string]: { readonly [key: string]: Json } };
};

describe.each(named(synthesizeCells()))('the evidence bucket of the cell %s', (geography, cell) => {
  const { storage, service } = cell;

  test('[BY-2] locks every version for a stated term, under governance, and is opened to nobody', () => {
    expect(bucketIn(cell)).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2_555 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test('[SC-20] is encrypted at rest under the key of the cell', () => {
    const { ServerSideEncryptionConfiguration: byDefault } = bucketIn(cell).BucketEncryption as {
      readonly ServerSideEncryptionConfiguration: Json;
    };
    expect(byDefault).toEqual([
      {
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
        },
      },
    ]);
  });

  test('copies, lists, logs and ends nothing, and has a name of its own in every account', () => {
    expect(Object.keys(bucketIn(cell)).sort()).toEqual([
      'BucketEncryption',
      'ObjectLockConfiguration',
      'ObjectLockEnabled',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'VersioningConfiguration',
    ]);
  });

  test('has a policy that lets nobody in, and keeps out whoever comes without TLS, is not the signer, or would put over something', () => {
    const policies = storage.ofType('AWS::S3::BucketPolicy');
    const statements = policies.flatMap(
      ({ Properties }) =>
        (Properties.PolicyDocument as unknown as { Statement: readonly Statement[] }).Statement,
    );
    expect(policies).toHaveLength(1);
    for (const { Effect, Principal } of statements)
      expect([Effect, Principal]).toEqual(['Deny', { AWS: '*' }]);
    const [tls, signer, twice] = statements;
    expect(statements).toHaveLength(3);
    expect(tls).toMatchObject({ Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(signer?.Action).toBe('s3:PutObject');
    const exempt = text(signer?.Condition.ArnNotLike?.['aws:PrincipalArn']);
    expect(exempt).toContain(`:role/Domicile-${geography}-Service-SignerRole*`);
    expect(exempt.match(/Domicile/g)).toHaveLength(2);
    expect(twice).toMatchObject({
      Action: 's3:PutObject',
      Condition: { Null: { 's3:if-none-match': 'true' } },
    });
    for (const { Resource } of [signer, twice] as Statement[]) expect(text(Resource)).toMatch(/"\/\*"/);
  });

  test('is put into by the signer alone, where checkpoints lie, and what is in it is read by no function', () => {
    const mentioning = service
      .ofType('AWS::IAM::Role', 'AWS::IAM::Policy')
      .filter(({ Properties }) => /s3:|EvidenceBucket/.test(text(Properties)));
    expect(mentioning.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['AuditorRole', 'SignerRole']);
    const [auditor, signer] = mentioning;
    // How it is set up, and nothing of what is in it.
    expect(text(auditor?.Properties).match(/s3:\w+/g)).toEqual([
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketPolicy',
      's3:GetBucketVersioning',
      's3:GetEncryptionConfiguration',
      's3:GetReplicationConfiguration',
    ]);
    expect(text(auditor?.Properties)).not.toContain('checkpoints');
    expect(text(signer?.Properties).match(/s3:\w+/g)).toEqual(['s3:PutObject']);
    expect(text(signer?.Properties)).toContain('"/checkpoints/*"');
  });
});

test('the term and compliance mode are what the configuration asks for', () => {
  const retentionOf = (lock: object) => {
    const cell = onlyCell(synthesizeCells({ geographies: ['eu'], evidence: { lock } }));
    return (bucketIn(cell).ObjectLockConfiguration as { readonly Rule: Json }).Rule;
  };
  expect(retentionOf({ keptFor: days(30) })).toEqual({
    DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 },
  });
  expect(retentionOf({ mode: 'compliance' })).toEqual({
    DefaultRetention: { Mode: 'COMPLIANCE', Days: 2_555 },
  });
});

test('one function locks something away, and it answers nobody', () => {
  const locking = everyFunction.filter(({ locks }) => locks !== undefined);
  expect(locking.map(({ name }) => name)).toEqual(['signer']);
  expect(locking.flatMap(({ triggers }) => triggers.map(({ kind }) => kind))).toEqual(['schedule']);
});

describe('what is put into the bucket', () => {
  const secret = 'a-secret-that-is-none';
  const name = 'checkpoints/000000000012.json';
  const file = '{"checkpoint":"a.b.c","kind":"checkpoint-file","v":1}\n';
  let endpoint: Awaited<ReturnType<typeof aServiceEndpoint>>;
  const opened: (typeof endpoint)[] = [];
  afterAll(() => {
    for (const each of opened) each.close();
  });
  const waits: number[] = [];
  const { region } = geographies.eu;
  const client = new KMSClient({
    region,
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: secret, sessionToken: 'a-session' },
  });
  const aBucket = () =>
    s3Bucket('the-bucket', s3Through(client, { AWS_ENDPOINT_URL: endpoint.address }), {
      wait: async (duration) => void waits.push(duration),
      randomness: { ulid: String, salt: String, fraction: () => 1 },
    });
  const answering = (...answers: readonly ServiceAnswer[]) => {
    const left = [...answers];
    endpoint.answer = () => left.shift() ?? { status: 500, body: {} };
  };
  const status = (code: number): ServiceAnswer => ({ status: code, body: { told: 'the-bucket of arn:…' } });

  beforeEach(async () => {
    endpoint = await aServiceEndpoint();
    opened.push(endpoint);
    waits.length = 0;
  });

  test('is one request, signed for S3 in the region, with its checksum, for a name that nothing has', async () => {
    answering(status(200));
    await aBucket().keep(name, file);

    expect(endpoint.calls).toHaveLength(1);
    const [call] = endpoint.calls;
    if (call === undefined) throw new Error('Nothing was called.');
    expect([call.method, call.path, call.text]).toEqual(['PUT', `/the-bucket/${name}`, file]);
    expect(call.headers).toMatchObject({
      'if-none-match': '*',
      'x-amz-checksum-sha256': createHash('sha256').update(file).digest('base64'),
      'x-amz-content-sha256': createHash('sha256').update(file).digest('hex'),
      'x-amz-security-token': 'a-session',
      'content-length': String(file.length),
    });
    expect(call.headers.authorization).toBe(authorizationOf(call, 'AKIDTEST', secret));
    expect(call.headers.authorization).toContain(`/${region}/s3/aws4_request`);
    const signed = /SignedHeaders=([^,]+)/.exec(call.headers.authorization ?? '')?.[1]?.split(';');
    expect(signed).toEqual(expect.arrayContaining(['if-none-match', 'x-amz-checksum-sha256', 'host']));
  });

  test.each<[string, readonly ServiceAnswer[], number]>([
    ['is there already', [status(412)], 1],
    ['is taken after another that came at once', [status(409), status(200)], 2],
    ['is taken after S3 was slow', [status(503), status(500), status(200)], 3],
    ['is taken though the first answer got lost', ['broken', status(412)], 2],
  ])('%s', async (_, answers, calls) => {
    answering(...answers);
    await expect(aBucket().keep(name, file)).resolves.toBeUndefined();
    expect(endpoint.calls).toHaveLength(calls);
    expect(waits).toHaveLength(calls - 1);
  });

  test.each<[string, readonly ServiceAnswer[], number, RegExp]>([
    [
      'a refusal',
      [status(403), status(200)],
      1,
      /^the bucket answered 403 to checkpoints\/000000000012\.json$/,
    ],
    ['a bucket that is not there', [status(404), status(200)], 1, /answered 404/],
    ['a redirection', [status(301), status(200)], 1, /answered 301/],
    ['no answer three times', ['broken', 'broken', 'broken', status(200)], 3, /answered nothing/],
    ['S3 out of order three times', [status(500), status(503), status(500), status(200)], 3, /answered 500/],
  ])('%s is told by its status, and nothing else of what S3 says', async (_, answers, calls, told) => {
    answering(...answers);
    const failed = await aBucket()
      .keep(name, file)
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(BucketUnavailable);
    expect((failed as Error).message).toMatch(told);
    expect(endpoint.calls).toHaveLength(calls);
  });

  test('goes to S3 of the region, where no other address is given', async () => {
    const asked: string[] = [];
    const elsewhere = new KMSClient({
      region,
      credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: secret },
      requestHandler: {
        handle: async ({
          protocol,
          hostname,
          path,
        }: {
          protocol: string;
          hostname: string;
          path: string;
        }) => {
          asked.push(`${protocol}//${hostname}${path}`);
          return { response: { statusCode: 200, headers: {} } };
        },
      } as never,
    });
    const waiting = { wait: async () => {}, randomness: { ulid: String, salt: String, fraction: () => 1 } };
    await s3Bucket('the-bucket', s3Through(elsewhere, {}), waiting).keep(name, file);
    expect(asked).toEqual([`https://s3.eu-central-1.amazonaws.com/the-bucket/${name}`]);
  });
});

import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from 'vitest';
import { everyFunction } from '../../contract/access/every-function.ts';
import { type Call, tries } from '../escapes/escape.ts';
import { type Cell, named, synthesizeCells } from '../infrastructure/cells.ts';
import { account, resolver } from './resolve.ts';
import { type PolicyDocument, type SimulatedRole, simulatedCell } from './roles.ts';
import { almighty, type Caller, isAllowed, simulation } from './simulate.ts';

/** The policy of the bucket, as AWS would hold it. */
const policyIn = (cell: Cell): PolicyDocument => {
  const { PolicyDocument: policy } = cell.storage.one('AWS::S3::BucketPolicy').Properties;
  return resolver(cell).filled(cell.storage, policy ?? null) as unknown as PolicyDocument;
};

const once = { 's3:if-none-match': '*', 'aws:SecureTransport': 'true' };

describe.each(named(synthesizeCells()))('the evidence bucket of the cell %s', (geography, cell) => {
  const simulated = simulatedCell(cell);
  const bucket = simulated.arn('AWS::S3::Bucket', 'EvidenceBucket');
  const checkpoint = `${bucket}/checkpoints/000000000012.json`;
  const put = (context: Call['context'] = once, name = checkpoint) =>
    tries('s3:PutObject', name, { context });
  /** CloudFormation gives a role the name of its stack and its logical id. */
  const signer = (() => {
    const role = simulated.roles.find(({ name }) => name.startsWith('SignerRole')) as SimulatedRole;
    return { ...role, arn: `arn:aws:iam::${account}:role/Domicile-${geography}-Service-${role.name}-x` };
  })();
  const resourcePolicy = policyIn(cell);

  const outcome = async (caller: Caller, call: Call): Promise<string> => {
    // IAM tells a policy the role of a session.
    const context = { ...call.context, 'aws:PrincipalArn': caller.arn };
    const given = { ...simulation(caller, { ...call, context }, simulated.place), resourcePolicy };
    const answer = await runSimulation(given, {});
    return answer.resultType === 'error' ? JSON.stringify(answer.errors) : answer.overallResult;
  };

  test('[BY-2] takes a checkpoint from the signer, where nothing has its name and over TLS', async () => {
    expect(await outcome(signer, put())).toBe('Allowed');
    expect(await outcome(signer, put({ 'aws:SecureTransport': 'true' }))).toBe('ExplicitlyDenied');
    expect(await outcome(signer, put({ ...once, 'aws:SecureTransport': 'false' }))).toBe('ExplicitlyDenied');
  });

  test('[BY-2] takes nothing from anybody else, though they be permitted everything', async () => {
    expect(await outcome(almighty(), put())).toBe('ExplicitlyDenied');
    for (const other of simulated.roles.filter(({ name }) => name !== signer.name))
      expect(await outcome(other, put()), other.name).not.toBe('Allowed');
    const neighbor = { ...almighty(), arn: signer.arn.replace(`Domicile-${geography}`, 'Domicile-other') };
    expect(await outcome(neighbor, put())).toBe('ExplicitlyDenied');
  });

  test('[BY-2] is not read, emptied, opened or unlocked by any role of the cell, and by none within its boundary', async () => {
    const calls = [
      ...['s3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      ...[
        's3:BypassGovernanceRetention',
        's3:PutObjectRetention',
        's3:PutObjectLegalHold',
        's3:PutObjectAcl',
      ],
    ].map((action) => tries(action, checkpoint));
    const ofBucket = [
      ...[
        's3:DeleteBucket',
        's3:DeleteBucketPolicy',
        's3:PutBucketPolicy',
        's3:PutBucketObjectLockConfiguration',
      ],
      ...['s3:PutBucketVersioning', 's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration'],
      ...['s3:PutReplicationConfiguration', 's3:PutBucketPublicAccessBlock', 's3:ListBucket'],
    ].map((action) => tries(action, bucket));
    const roles = [...simulated.roles, almighty(simulated.boundary)];
    for (const call of [...calls, ...ofBucket]) {
      expect(await isAllowed(almighty(), call, simulated.place), call.action).toBe(true);
      for (const role of roles)
        expect(await isAllowed(role, call, simulated.place), `${role.arn} ${call.action}`).toBe(false);
    }
  });

  test('is the one bucket that the boundary lets something into, and only where checkpoints lie', async () => {
    const within = almighty(simulated.boundary);
    expect(await isAllowed(within, put(), simulated.place)).toBe(true);
    for (const name of [
      `${bucket}/anything`,
      `${bucket}-2/checkpoints/1`,
      'arn:aws:s3:::another/checkpoints/1',
    ])
      expect(await isAllowed(within, put(once, name), simulated.place), name).toBe(false);
  });
});

test('one function may put something in', () => {
  expect(everyFunction.filter(({ locks }) => locks !== undefined).map(({ name }) => name)).toEqual([
    'signer',
  ]);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CertificateReply } from '../../contract/api/replies.ts';
import { checkpointObject } from '../../contract/evidence-bucket.ts';
import { verifyCertificateFile } from '../../domain/evidence/verify-certificate.ts';
import { verifyCheckpointFile } from '../../domain/evidence/verify-checkpoint-file.ts';
import { verifyLedgerFile } from '../../domain/evidence/verify-ledger.ts';
import { verifyRecordFile } from '../../domain/evidence/verify-record.ts';
import { clientConfig } from '../../local/clients.ts';
import { type Actors, actorsIn, captureOf, choose } from '../../local/demo/story.ts';
import { askS3, type S3Request } from '../../local/s3.ts';
import { tokenFor } from '../../local/sign-in.ts';
import { deployedStacks } from '../../local/stacks.ts';
import { json, rest } from '../escapes/live/call.ts';
import { outcomeOf } from './adversary/answers.ts';
import { cellSite } from './adversary/cell-site.ts';
import { createAlmightyRole, deployAdversary, packAdversary } from './adversary/deploy.ts';
import { namesIn } from './adversary/places.ts';
import { endNow, runNow } from './at-once.ts';
import { signedIn, theCell, theCloud } from './running-cloud.ts';

/** Who else signs at the same moment may be first: then the next run brings it. */
const patience = 100_000;

/** What a customer gets and checks without the cell: bytes, and the keys that everybody can read. */
describe('evidence of a purge', () => {
  let us: Actors;
  let token: string;
  let epoch = '';

  beforeAll(async () => {
    us = await actorsIn(theCell('us'));
    token = await tokenFor(us.cell, 'owner');
  });

  const bytesOf = async (
    path: string,
    headers: Record<string, string> = { authorization: `Bearer ${token}` },
  ) => {
    const response = await fetch(`${us.cell.api}${path}`, { headers, signal: AbortSignal.timeout(30_000) });
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  };

  /** Asks until there is an answer: a run of the signer brings it. */
  const untilThere = async (path: string) => {
    const start = Date.now();
    for (;;) {
      const answer = await bytesOf(path);
      if (answer.status === 200 || Date.now() - start > patience) return answer;
      await runNow(theCloud(), await cellSite('us'), 'Signer');
      await sleep(500);
    }
  };

  const publicKeys = async () => {
    const { status, bytes } = await bytesOf('/.well-known/jwks.json', {});
    expect(status).toBe(200);
    return bytes;
  };

  test('[BY-2] a purge ends in a certificate, which verifies from its bytes and the public keys alone', async () => {
    expect((await choose(us, 'on')).status).toBe(200);
    const captured = await us.assistant.capture(captureOf(us.workspace));
    epoch = captured.body.epoch;
    expect((await choose(us, 'off')).status).toBe(200);
    const site = await cellSite('us');
    await endNow(us, epoch, () => runNow(theCloud(), site, 'Planner'));
    const listed = await us.owner.call<{ certificates: CertificateReply[] }>(
      'GET',
      `/v1/certificates?epoch=${epoch}`,
    );
    expect(listed.body.certificates).toHaveLength(1);
    const [certificate] = listed.body.certificates;

    const { status, bytes } = await untilThere(`/v1/certificates/${certificate?.certificate}`);

    expect(status).toBe(200);
    const verified = verifyCertificateFile(bytes, { keys: await publicKeys() });
    expect(verified).toMatchObject({ verified: true, certificate: { scope: { epoch }, met: true } });
    const turned = new TextDecoder().decode(bytes).replace('"deleted":3', '"deleted":4');
    expect(
      verifyCertificateFile(new TextEncoder().encode(turned), { keys: await publicKeys() }),
    ).toMatchObject({
      verified: false,
    });
  });

  test('[BY-10] the record of the choice and the whole ledger verify in the same way', async () => {
    const keys = await publicKeys();
    const record = await untilThere(`/v1/records/${us.organization}/1`);
    expect(verifyRecordFile(record.bytes, { keys })).toMatchObject({ verified: true });
    const ledger = await untilThere(`/v1/ledgers/${us.organization}`);
    expect(verifyLedgerFile(ledger.bytes, { keys })).toMatchObject({ verified: true });
  });

  test('[BY-2] what was signed is locked away as the file that a verifier takes, and nobody takes it back or writes over it', async () => {
    const cloud = theCloud();
    const { region } = theCell('us');
    const bucket = await outputIn(region, 'EvidenceBucketName');
    const newest = await untilThere('/v1/log/checkpoint');
    const verdict = verifyCheckpointFile(newest.bytes, { keys: await publicKeys() });
    if (!verdict.verified) throw new Error(verdict.sentence);
    const { size } = verdict.checkpoint;
    const name = checkpointObject(size);
    const ask = (asked: Omit<S3Request, 'bucket'>) => askS3(cloud, region, { bucket, ...asked });
    const put = (headers: S3Request['headers'] = {}) => ask({ method: 'PUT', name, body: 'else', headers });

    const { status, body } = await ask({ method: 'GET', name });
    const file = new TextDecoder().decode(newest.bytes);
    expect([status, body.trimEnd()]).toEqual([200, file.trimEnd()]);
    const [certificate] = (
      await us.owner.call<{ certificates: CertificateReply[] }>('GET', `/v1/certificates?epoch=${epoch}`)
    ).body.certificates;
    const { bytes } = await bytesOf(`/v1/certificates/${certificate?.certificate}?since=${size}`);
    const earlier = new TextEncoder().encode(body);
    expect(verifyCertificateFile(bytes, { keys: await publicKeys(), earlier })).toMatchObject({
      verified: true,
    });

    expect((await put({ 'if-none-match': '*' })).status).not.toBe(200);
    const versions = await ask({ method: 'GET', query: { versions: '', prefix: name } });
    const [, version = ''] = /<VersionId>([^<]+)</.exec(versions.body) ?? [];
    const gone = await ask({ method: 'DELETE', name, query: { versionId: version } });
    expect([gone.status, gone.body]).toEqual([403, expect.stringContaining('object lock')]);
    expect((await ask({ method: 'GET', name })).body).toBe(body);
    const lock = await ask({ method: 'GET', query: { 'object-lock': '' } });
    expect(lock.body).toMatch(/<Mode>GOVERNANCE<\/Mode><Days>2555<\/Days>/);
  });

  test('the log grows, and shows that it only grew', async () => {
    const { bytes } = await untilThere('/v1/log/checkpoint');
    const verdict = verifyCheckpointFile(bytes, { keys: await publicKeys() });
    if (!verdict.verified) throw new Error(verdict.sentence);
    const { size } = verdict.checkpoint;
    const path = await us.owner.call<{ path: string[] }>('GET', `/v1/log/consistency?first=1&second=${size}`);
    expect(path).toMatchObject({ status: 200 });
    expect((await us.owner.problem('GET', `/v1/log/consistency?first=1&second=${size + 1_000}`)).status).toBe(
      422,
    );
  });

  test('the keys alone are public: every other route of evidence asks who calls', async () => {
    for (const path of [
      '/v1/log/checkpoint',
      `/v1/certificates?epoch=${epoch}`,
      `/v1/ledgers/${us.organization}`,
    ]) {
      expect((await bytesOf(path, {})).status).toBe(401);
    }
  });

  test('a member of another cell learns nothing', async () => {
    const eu = await signedIn(theCell('eu'), 'owner');
    expect((await eu.problem('GET', `/v1/certificates?epoch=${epoch}`)).status).toBe(421);
  });
});

test('[BY-2] the key of a cell signs for its signer, the bucket takes checkpoints from it, and neither serves any other role', async () => {
  const { region } = theCell('us');
  const site = await cellSite('us');
  const lambda = new LambdaClient(clientConfig(theCloud(), region));
  const archive = await packAdversary();
  const KeyId = await outputIn(region, 'SigningKeyId');
  const bucket = await outputIn(region, 'EvidenceBucketName');
  const once = { headers: { 'if-none-match': '*' } };
  const calls = [
    json('kms:Sign', { KeyId, Message: btoa('a checkpoint'), SigningAlgorithm: 'ECDSA_SHA_256' }),
    rest('s3:PutObject', 'PUT', `/${bucket}/${checkpointObject(999_999_999_999)}`, 'none', once),
    rest('s3:PutObject', 'PUT', `/${bucket}/anything-else`, 'none', once),
    rest('s3:GetObject', 'GET', `/${bucket}/${checkpointObject(1)}`),
  ].map((call) => ({ ...call, at: region }));
  const triedAs = async (name: string, role: string) => {
    const tries = await deployAdversary({ region, name: `signs-as-${name}`, role, archive });
    const answers = await tries(calls);
    return answers.map((answer, index) => outcomeOf(calls[index]?.action ?? '', answer));
  };
  const outcomes: (readonly string[])[] = [];
  for (const name of ['Signer', 'Evidence', 'Worker']) {
    const [FunctionName] = namesIn(site, 'AWS::Lambda::Function', name);
    const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    outcomes.push(await triedAs(name, Role));
  }
  outcomes.push(await triedAs('almighty', await createAlmightyRole({ region, name: 'almighty-signer' })));
  lambda.destroy();

  const byBoundary = ['refused by a Deny', 'refused by a Deny'];
  expect(outcomes.slice(0, 3)).toEqual([
    ['done', 'done', ...byBoundary],
    ['refused', 'refused', ...byBoundary],
    ['refused', 'refused', ...byBoundary],
  ]);
  // Its own policy allows everything, and it has no boundary: the policies of key and bucket refuse.
  expect(outcomes[3]?.slice(0, 3)).toEqual(['refused', 'refused', 'refused']);
});

/** What one of the stacks of a cell names in an output. */
const outputIn = async (region: string, name: string): Promise<string> => {
  const stacks = await deployedStacks(theCloud(), region);
  const [only, ...others] = stacks.flatMap(({ outputs }) => outputs[name] ?? []);
  if (only === undefined || others.length > 0) throw new Error(`the cell has no single ${name}`);
  return only;
};

import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { problemType } from '../../contract/api/problem-names.ts';
import { apiOf } from '../../local/api.ts';
import { type Actors, actorsIn, captureOf, sharing } from '../../local/demo/story.ts';
import { tokenOfPerson, tokenOfService } from '../../local/sign-in.ts';
import { signedIn, theCell } from './running-cloud.ts';
import { shortLivedToken } from './short-lived-token.ts';

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The parts of a token, so that a test can forge one that differs in a single thing. */
const partsOf = (token: string) => {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const decode = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: decode(header), claims: decode(claims), signature, text: { header, claims } };
};

const programs = (token?: string) => apiOf(theCell('us').api, token).call('GET', '/v1/programs');

describe('the public door of a cell', () => {
  let us: Actors;
  let eu: Actors;
  let token = '';

  beforeAll(async () => {
    [us, eu] = await Promise.all([actorsIn(theCell('us')), actorsIn(theCell('eu'))]);
    token = await tokenOfPerson(theCell('us'), 'owner');
  });

  test('opens for a token of its own cell', async () => {
    expect((await programs(token)).status).toBe(200);
  });

  test.each([
    ['absent', () => undefined],
    ['not a token', () => 'owner'],
    ['of another claim under the same signature', () => forged({ sub: 'somebody' })],
    ['unsigned', () => unsigned()],
  ])('401 when the token is %s', async (_kind, given) => {
    expect((await programs(given())).status).toBe(401);
  });

  const forged = (claims: object): string => {
    const parts = partsOf(token);
    return `${parts.text.header}.${encode({ ...parts.claims, ...claims })}.${parts.signature}`;
  };

  const unsigned = (): string => {
    const { header, text } = partsOf(token);
    return `${encode({ ...header, alg: 'none' })}.${text.claims}.`;
  };

  test('401 when the token has expired, which opened the door a moment before', async () => {
    const expiring = await shortLivedToken(us.cell, 'evaluation', 3);
    expect((await programs(expiring)).status).toBe(200);
    const { claims } = partsOf(expiring);
    await setTimeout(Number(claims.exp) * 1_000 - Date.now() + 1);
    expect((await programs(expiring)).status).toBe(401);
    const lasting = partsOf(await tokenOfService(us.cell, 'evaluation')).claims;
    expect(Number(lasting.exp) - Number(lasting.iat)).toBeGreaterThanOrEqual(300);
  });

  test('401 when the token is of another cell', async () => {
    expect((await programs(await tokenOfPerson(theCell('eu'), 'owner'))).status).toBe(401);
  });

  test('403 when the token does not hold the scope, whatever else it holds', async () => {
    const refused = await us.evaluation.problem('POST', '/v1/captures', { body: captureOf(us.workspace) });
    expect(refused.status).toBe(403);
  });

  test('403 when an owner creates an organization, and when an operator reads what is a customer’s: 404', async () => {
    const created = await us.owner.createOrganization({ home: 'us', owner: us.cell.people.owner.subject });
    expect(created.status).toBe(403);
    const operator = await signedIn(us.cell, 'operator');
    expect((await operator.setting(us.organization, sharing)).status).toBe(404);
  });

  test.each<[string, () => string]>([
    ['workspace', () => `/v1/workspaces/${us.workspace}`],
    ['organization', () => `/v1/organizations/${us.organization}`],
    ['setting', () => `/v1/settings/${us.organization}/${sharing}`],
  ])('421 with the right address for a %s of another geography', async (_what, path) => {
    const answer = await eu.owner.problem('GET', path());
    expect(answer).toMatchObject({
      status: 421,
      body: { type: problemType('misdirected-request'), cell: us.cell.api },
    });
    const there = await us.owner.problem('GET', path());
    expect(there.status).toBe(200);
  });

  test('a refused body says what was given and what is allowed, and repeats no content', async () => {
    const secret = 'words that nobody may see in an answer';
    const [record] = captureOf(us.workspace).records;
    const { status, body } = await us.assistant.problem('POST', '/v1/captures', {
      body: { ...captureOf(us.workspace), records: [{ ...record, body: secret, mood: secret }] },
    });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ at: '/records/0/mood', given: 'an unknown field' }]);
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  test('a choice without its precondition is refused with 428, with a stale one with 412', async () => {
    const { body: setting } = await us.owner.setting(us.organization, sharing);
    const choice = { value: 'on', notice: setting.notice };
    const path = `/v1/settings/${us.organization}/${sharing}`;
    expect((await us.owner.problem('PUT', path, { body: choice })).status).toBe(428);
    const stale = await us.owner.choose(
      us.organization,
      sharing,
      choice,
      '"00000000000000000000000000000000"',
    );
    expect(stale.status).toBe(412);
    const { body: after } = await us.owner.setting(us.organization, sharing);
    expect(after).toMatchObject({ value: 'off', source: 'default' });
  });
});

describe('the front', () => {
  const names = ['AWSAccessKeyId=test', 'X-Amz-Credential=test%2F20261121%2Fus-east-1%2Fsts%2Faws4_request'];
  const doors = [
    ['GET', '/login'],
    ['POST', '/login'],
    ['GET', '/logout'],
    ['GET', '/oauth2/authorize'],
    ['POST', '/oauth2/token'],
    ['GET', '/oauth2/userInfo'],
    ['POST', '/oauth2/userInfo'],
    ['GET', '/us/v1/programs'],
  ] as const;

  test.each(doors)('lets no call of the AWS API through %s %s', async (method, path) => {
    for (const name of names) {
      const query = `Action=GetCallerIdentity&Version=2011-06-15&${name}`;
      const answer = await fetch(`${new URL(theCell('us').api).origin}${path}?${query}`, {
        method,
        redirect: 'manual',
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain('GetCallerIdentityResponse');
    }
  });
});

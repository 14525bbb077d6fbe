import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startFront } from '../../../local/front.ts';
import { awsHeadersOf, rule, targetOf } from '../../../local/front-rules.ts';
import { freePort } from '../../../local/ports.ts';

test.each([
  ['127.0.0.1:8600', '/us/v1/programs?limit=1', { geography: 'us', path: '/v1/programs?limit=1' }],
  ['127.0.0.1:8600', '/us', { geography: 'us', path: '/' }],
  ['127.0.0.1:8600', '/us?limit=1', { geography: 'us', path: '/?limit=1' }],
  ['eu.localhost:8600', '/v1/programs', { geography: 'eu', path: '/v1/programs' }],
  ['eu.localhost:8600', '/us/v1/programs', { geography: 'eu', path: '/us/v1/programs' }],
  ['eu.localhost', '/oauth2/authorize', { geography: 'eu', path: '/oauth2/authorize' }],
])('%s%s is for a cell', (host, path, target) => {
  expect(targetOf(host, path)).toEqual(target);
});

test.each([
  ['127.0.0.1:8600', '/v1/programs'],
  ['127.0.0.1:8600', '/usa/v1/programs'],
  ['127.0.0.1:8600', '/mars/v1/programs'],
  ['mars.localhost:8600', '/v1/programs'],
  ['eu.localhost.example.com', '/v1/programs'],
])('%s%s is for no cell', (host, path) => {
  expect(targetOf(host, path)).toEqual({ path });
});

test('until it is told what to serve, the front says that the cells are not there yet', async () => {
  const front = await startFront(await freePort());
  const answer = await fetch(`${front.addressOf('us')}/v1/programs`);
  await front.stop();
  expect(answer.status).toBe(503);
});

test('a path that belongs to no cell is refused by the front itself', async () => {
  const front = await startFront(await freePort());
  front.serve({ endpoint: 'https://127.0.0.1:1', ca: '' }, new Map([['us', 'abcd1234']]));
  const answer = await fetch(`${front.address}/latest/meta-data`);
  const text = await answer.text();
  await front.stop();
  expect({ status: answer.status, text }).toEqual({ status: 404, text: expect.stringContaining('/us/v1/') });
});

/** A certificate for the loopback, as the emulator makes its own. */
const selfSigned = async (): Promise<{ key: string; cert: string }> => {
  const directory = await mkdtemp(join(tmpdir(), 'domicile-front-'));
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(directory, 'key'), '-out', join(directory, 'cert')];
  spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names, ...files]);
  const [key, cert] = await Promise.all(files.filter((_, i) => i % 2).map((file) => readFile(file, 'utf8')));
  await rm(directory, { recursive: true });
  return { key: key ?? '', cert: cert ?? '' };
};

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const apis = new Map([['us', 'abcd1234'] as const]);
const asked = (url: string, more: { method?: string; headers?: Record<string, string> } = {}) =>
  rule(
    { method: more.method ?? 'GET', url, headers: { host: '127.0.0.1:8600', ...more.headers } },
    8600,
    apis,
  );

test.each([
  ['GET', '/oauth2/authorize?client_id=x'],
  ['POST', '/oauth2/token'],
  ['POST', '/us/oauth2/token'],
  ['POST', '/login'],
  ['GET', '/logout?client_id=x'],
  ['GET', '/us-east-1_Ab1/.well-known/jwks.json'],
  ['PUT', '/us/v1/settings/x/y/z'],
  ['GET', '/us/.well-known/jwks.json'],
  ['GET', '/us/.well-known/placement-keys.json'],
])('%s %s goes through', (method, url) => {
  expect(asked(url, { method })).toHaveProperty('pass');
});

test.each([
  ['POST', '/oauth2/x'],
  ['GET', '/oauth2/x'],
  ['POST', '/oauth2/authorize'],
  ['POST', '/logout'],
  ['PUT', '/login'],
  ['POST', '/us/oauth2/x'],
  ['POST', '/'],
  ['GET', '/us'],
  ['POST', '/us/_aws/execute-api/abcd1234/$default/v1'],
  ['POST', '/us/logout'],
  ['GET', '/_ministack/health'],
  ['POST', '/us-east-1_Ab1/.well-known/jwks.json'],
  ['GET', '/us/.well-known/openid-configuration'],
  ['GET', '/.well-known/jwks.json'],
  ['GET', '/.well-known/placement-keys.json'],
])('%s %s reaches nothing: the emulator would take it for a call of the AWS API', (method, url) => {
  expect(asked(url, { method })).toMatchObject({ status: 404 });
});

test.each(['X-Amz-Credential=test', 'a=b&x-amz-signature=00', 'X%2dAmz-Credential=test'])(
  'a query with %s is refused, wherever it goes',
  (query) => {
    expect(asked(`/us/v1/programs?${query}`)).toMatchObject({ status: 403 });
    expect(asked(`/oauth2/token?${query}`, { method: 'POST' })).toMatchObject({ status: 403 });
  },
);

test.each(['https://evil.example', 'http://127.0.0.1:8601', 'http://localhost', 'null'])(
  'a page of %s is refused',
  (origin) => {
    expect(asked('/us/v1/programs', { headers: { origin } })).toMatchObject({ status: 403 });
  },
);

test.each(['http://127.0.0.1:8600', 'http://us.localhost:8600'])('a page of %s is not', (origin) => {
  expect(asked('/us/v1/programs', { headers: { origin } })).toHaveProperty('pass');
});

test.each(['evil.example', 'evil.example:8600', '127.0.0.1', 'mars.localhost:8600', ''])(
  'a request for the host %o is misdirected, so that no name can be bound to this port',
  (host) => {
    expect(asked('/us/v1/programs', { headers: { host } })).toMatchObject({ status: 421 });
  },
);

test('what would sign a call of the AWS API is taken off, and the token of a caller is not', () => {
  const aws = { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'x-amz-date': '1' };
  expect(awsHeadersOf({ ...aws, authorization: 'AWS4-HMAC-SHA256 Credential=test' })).toEqual([
    'x-amz-target',
    'x-amz-date',
    'authorization',
  ]);
  expect(awsHeadersOf({ ...aws, authorization: 'Bearer token' })).toEqual(['x-amz-target', 'x-amz-date']);
});

test('nothing of an AWS call reaches what is behind, and none of its permissions for other origins come back', async () => {
  const seen: unknown[] = [];
  const certificate = await selfSigned();
  const behind = createServer(certificate, (request, response) => {
    seen.push({ url: request.url, target: request.headers['x-amz-target'] });
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end('ok');
  });
  behind.listen(0, '127.0.0.1');
  await once(behind, 'listening');
  const front = await startFront(await freePort());
  front.serve({ endpoint: `https://127.0.0.1:${portOf(behind)}`, ca: certificate.cert }, apis);
  const answer = await fetch(`${front.addressOf('us')}/v1/programs`, {
    headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
  });
  await answer.text();
  await front.stop();
  behind.close();
  expect(seen).toEqual([{ url: '/_aws/execute-api/abcd1234/$default/v1/programs', target: undefined }]);
  expect({ status: answer.status, origin: answer.headers.get('access-control-allow-origin') }).toEqual({
    status: 200,
    origin: null,
  });
});

test.each([
  ['GET', '/login?AWSAccessKeyId=test&Action=CreateStack'],
  ['GET', '/login'],
  ['POST', '/login?Action=CreateStack'],
  ['GET', '/logout?AWSAccessKeyId=test&Action=GetCallerIdentity'],
  ['GET', '/oauth2/authorize?client_id=x&Action=GetCallerIdentity'],
  ['POST', '/oauth2/token?X-Amz-Credential=test'],
  ['GET', '/us/v1/programs?AWSAccessKeyId=test'],
])('a call of the AWS API behind %s %s is refused', (method, url) => {
  expect(asked(url, { method })).not.toHaveProperty('pass');
});

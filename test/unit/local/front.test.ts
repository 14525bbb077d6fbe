import { expect, test } from 'vitest';
import { startFront, targetOf } from '../../../local/front.ts';
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

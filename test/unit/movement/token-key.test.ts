import { describe, expect, test } from 'vitest';
import type { PlacementReply } from '../../../contract/api/replies.ts';
import { certifiedFor, renewedBefore } from '../../../domain/placement-tokens/placement-token.ts';
import { minutes, seconds } from '../../../domain/time.ts';
import { placementTokens } from '../../../lambdas/decisions/placement-tokens.ts';
import type { TestCell } from '../../support/cell.ts';
import { aCustomerOfTokens, aGateway, tokenIn } from '../../support/gateway.ts';
import { evaluationUse, place, registerOf, waitingIn } from '../../support/movement.ts';
import { aSigningKey, KeyServiceDown, type TestKey } from '../../support/signing.ts';
import { assistant, aWorkspace } from '../../support/story.ts';

const asked = (cell: TestCell, subject: string) =>
  cell.call<PlacementReply>(assistant, 'POST /v1/placements', {
    body: {
      subject,
      use: evaluationUse,
      purpose: 'agreed-services',
      ingredients: [{ category: 'prompt', dataClass: 'customer-data' }],
    },
  });

const certificateIn = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).certificate;

describe('the key in memory', () => {
  const certificatesIn = ({ signed }: TestKey) => signed.length;

  test('[SC-17] is certified once for all tokens of an hour', async () => {
    const { cell, workspace, key } = await aCustomerOfTokens();
    const tokens: string[] = [];
    for (let elapsed = 0; elapsed < certifiedFor - renewedBefore; elapsed += minutes(10)) {
      tokens.push(tokenIn(await place(cell, workspace)));
      cell.clock.now += minutes(10);
    }
    expect(tokens).toHaveLength(6);
    expect(new Set(tokens.map(certificateIn)).size).toBe(1);
    expect(certificatesIn(key)).toBe(1);
  });

  test('[SC-17] is another one before the hour is over, and no token outlives the certificate of its key', async () => {
    const { cell, workspace, key } = await aCustomerOfTokens();
    const gateway = await aGateway(cell);
    const first = tokenIn(await place(cell, workspace));
    cell.clock.now += certifiedFor - renewedBefore - 1;
    const last = tokenIn(await place(cell, workspace));
    expect(gateway.verify(last).ok).toBe(true);
    cell.clock.now += 1;
    const next = tokenIn(await place(cell, workspace));

    expect(certificateIn(last)).toBe(certificateIn(first));
    expect(certificateIn(next)).not.toBe(certificateIn(first));
    expect(certificatesIn(key)).toBe(2);
    // The keys that the gateway fetched before still do; and what the key before signed is good until its end.
    expect([gateway.verify(last).ok, gateway.verify(next).ok]).toEqual([true, true]);
  });

  test('[SC-17] is waited for by all who need it at once, and certified once', async () => {
    const { cell, workspace, key } = await aCustomerOfTokens();
    const replies = await Promise.all(Array.from({ length: 20 }, () => place(cell, workspace)));
    const gateway = await aGateway(cell);

    expect(certificatesIn(key)).toBe(1);
    expect(replies.map((reply) => gateway.verify(tokenIn(reply)).ok)).toEqual(Array(20).fill(true));
  });

  test('[SC-17] is certified by its public part, and nothing tells the other', async () => {
    const { cell, workspace, key } = await aCustomerOfTokens();
    const token = tokenIn(await place(cell, workspace));
    const certified = JSON.parse(Buffer.from(key.signed[0]?.split('.')[1] ?? '', 'base64url').toString());
    expect(Object.keys(certified.key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const told = [cell.log, cell.alarming, await registerOf(cell, workspace)];
    // Nor does a log tell a token: for its minute it says where a prompt may go.
    expect(JSON.stringify(told)).not.toContain(token.split('.')[2]);
    expect(JSON.stringify(told)).not.toContain(certified.key.x);
  });

  test('is another one too when the clock goes back behind its certificate', async () => {
    const { cell, workspace, key } = await aCustomerOfTokens();
    await place(cell, workspace);
    cell.clock.now -= minutes(10);
    const gateway = await aGateway(cell);
    expect(gateway.verify(tokenIn(await place(cell, workspace))).ok).toBe(true);
    expect(certificatesIn(key)).toBe(2);
  });
});

describe('a key service that does not answer', () => {
  test('[SC-17] [BY-7] lets nothing be permitted: no answer, and nothing entered', async () => {
    const { cell, workspace, key } = await aCustomerOfTokens();
    key.down = true;

    const reply = await asked(cell, workspace);

    expect(reply).toMatchObject({
      status: 503,
      headers: { 'retry-after': '2' },
      body: { type: 'urn:domicile:problem:key-service-unavailable' },
    });
    expect(await registerOf(cell, workspace)).toEqual([]);
    expect(await waitingIn(cell)).toEqual([]);
  });

  test('is asked again by the next one', async () => {
    const { cell, workspace, key } = await aCustomerOfTokens();
    key.down = true;
    const answers = await Promise.all([asked(cell, workspace), asked(cell, workspace)]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    key.down = false;
    expect(tokenIn(await place(cell, workspace))).toMatch(/^ey/);
  });

  test('is not needed for what is denied, nor within the hour', async () => {
    const { cell, workspace, key } = await aCustomerOfTokens();
    await place(cell, workspace);
    key.down = true;
    const other = await aWorkspace(cell);
    expect(await place(cell, other)).toMatchObject({ outcome: 'denied' });
    cell.clock.now += minutes(50);
    expect(tokenIn(await place(cell, workspace))).toMatch(/^ey/);
    cell.clock.now += minutes(5);
    expect((await asked(cell, workspace)).status).toBe(503);
  });

  test('is told of by the name of its error alone', async () => {
    const reported: unknown[] = [];
    const key = { ...aSigningKey(), sign: () => Promise.reject(new KeyServiceDown('of the account')) };
    const clock = { now: () => 1_700_000_000_000 };
    const tokens = placementTokens({
      geography: 'eu',
      clock,
      key,
      report: (error) => void reported.push(error),
    });
    const granted = { id: 'eu_pl_1', subject: 'eu_ws_1', use: 'x', places: [], from: 0, until: 1 } as const;
    await expect(tokens.sign(granted)).rejects.toMatchObject({ problem: 'key-service-unavailable' });
    expect(reported).toEqual([expect.any(KeyServiceDown)]);
  });

  test('and answers when the certificate is over signs nothing', async () => {
    const clock = { at: 1_700_000_000_000, now: () => clock.at };
    const key = aSigningKey();
    const frozen = {
      ...key,
      sign: (text: string) => {
        clock.at += certifiedFor;
        return key.sign(text);
      },
    };
    const tokens = placementTokens({ geography: 'eu', clock, key: frozen, report: () => {} });
    const granted = { id: 'eu_pl_1', subject: 'eu_ws_1', use: 'x', places: [] } as const;
    const from = clock.at;
    await expect(tokens.sign({ ...granted, from, until: from + seconds(60) })).rejects.toMatchObject({
      problem: 'key-service-unavailable',
    });
  });
});

describe('the time of a token', () => {
  const now = 1_700_000_000_000;
  const granted = { id: 'eu_pl_1', subject: 'eu_ws_1', use: 'x', places: [] } as const;
  const tokens = placementTokens({
    geography: 'eu',
    clock: { now: () => now },
    key: aSigningKey(),
    report: () => {},
  });
  const payloadOf = (token = '') =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  test('starts with its certificate, where whoever asked had to wait for that', async () => {
    const token = await tokens.sign({ ...granted, from: now - seconds(3), until: now + seconds(57) });
    expect(payloadOf(token)).toMatchObject({ from: now, until: now + seconds(57) });
  });

  test('is over before it starts, where nothing is left of the grant: then there is none', async () => {
    expect(await tokens.sign({ ...granted, from: now - seconds(60), until: now })).toBeUndefined();
  });
});

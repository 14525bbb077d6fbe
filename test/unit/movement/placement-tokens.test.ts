import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { minutes, seconds } from '../../../domain/time.ts';
import { aCell } from '../../support/cell.ts';
import { withoutToken } from '../../support/events.ts';
import { aCustomerOfTokens, aGateway, placementKeysOf, tokenIn } from '../../support/gateway.ts';
import { evaluation, evaluationUse, everyInstrument, place, placementOf } from '../../support/movement.ts';
import { aSigningKey } from '../../support/signing.ts';
import { aWorkspace, choose, expectStatus } from '../../support/story.ts';

describe('a placement as a token', () => {
  test('[SC-17] says to a gateway, which asks nobody, what was answered', async () => {
    const { cell, workspace } = await aCustomerOfTokens();
    const reply = await place(cell, workspace);
    const gateway = await aGateway(cell);

    expect(gateway.verify(tokenIn(reply))).toEqual({
      ok: true,
      placement: {
        v: 1,
        kind: 'placement',
        cell: 'eu',
        id: placementOf(reply),
        subject: workspace,
        use: evaluationUse,
        places: [{ geography: 'eu', region: 'eu-central-1', inferenceProfilePrefix: 'eu.' }],
        from: cell.clock.now,
        until: Date.parse(reply.expiresAt),
      },
    });
  });

  test('[SC-17] [CC-2] says anywhere only where that was chosen, with every place and its instrument', async () => {
    const { cell, workspace } = await aCustomerOfTokens('anywhere');
    const reply = await place(cell, workspace);
    const verified = (await aGateway(cell)).verify(tokenIn(reply));

    expect(verified).toMatchObject({ ok: true, placement: { anywhere: true } });
    expect(reply).toMatchObject({ places: verified.ok ? verified.placement.places : [] });
  });

  test('[SC-17] is given for nothing that is denied', async () => {
    const { cell, workspace } = await aCustomerOfTokens();
    const other = await aWorkspace(cell);
    expect(await place(cell, other)).not.toHaveProperty('token');
    expect(await place(cell, workspace, { use: 'never-heard-of' })).not.toHaveProperty('token');
  });

  test('[SC-17] is worth nothing in another cell, nor under the keys of another', async () => {
    const { cell, workspace } = await aCustomerOfTokens();
    const token = tokenIn(await place(cell, workspace));
    const { cell: us } = await aCustomerOfTokens('us', 'us');

    expect((await aGateway(cell, 'us')).verify(token)).toEqual({ ok: false, reason: 'other-cell' });
    expect((await aGateway(us)).verify(token)).toEqual({ ok: false, reason: 'unknown-key' });
  });

  test('[SC-17] [CC-6] ends with what was granted, after a minute at most', async () => {
    const { cell, workspace } = await aCustomerOfTokens();
    const token = tokenIn(await place(cell, workspace));
    const gateway = await aGateway(cell);

    cell.clock.now += seconds(60) - 1;
    expect(gateway.verify(token).ok).toBe(true);
    cell.clock.now += 1;
    expect(gateway.verify(token)).toEqual({ ok: false, reason: 'ended' });
  });

  test('[CC-6] ends earlier where the instrument does that the way rests on', async () => {
    const key = aSigningKey();
    const ends = Date.parse('2026-03-01T12:00:07.000Z');
    const instruments = everyInstrument.map((each) => ({ ...each, validUntil: ends }));
    const cell = aCell('eu', { instruments, placementKey: key });
    const workspace = await aWorkspace(cell);
    expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);

    const verified = (await aGateway(cell)).verify(tokenIn(await place(cell, workspace)));

    expect(verified).toMatchObject({ ok: true, placement: { until: ends } });
  });

  test('[CC-6] comes no more after another location was chosen; what was given before ends by itself', async () => {
    const { cell, workspace } = await aCustomerOfTokens('anywhere');
    const before = tokenIn(await place(cell, workspace));
    expectStatus(await choose(cell, workspace, evaluation, 'eu'), 200);
    const gateway = await aGateway(cell);

    const after = gateway.verify(tokenIn(await place(cell, workspace)));

    expect(after).toMatchObject({ ok: true, placement: { places: [{ geography: 'eu' }] } });
    expect(after).not.toHaveProperty('placement.anywhere');
    cell.clock.now += minutes(1);
    expect(gateway.verify(before)).toEqual({ ok: false, reason: 'ended' });
  });
});

describe('the keys of placement tokens', () => {
  test('[SC-17] are the one that certifies, in a form that any library reads, for everybody', async () => {
    const { cell, key } = await aCustomerOfTokens();
    const keys = await placementKeysOf(cell);
    expect(keys).toEqual([key.jwk]);
    expect(createPublicKey({ key: { ...keys[0] }, format: 'jwk' }).asymmetricKeyDetails).toEqual({
      namedCurve: 'prime256v1',
    });
    const { headers } = await cell.send(withoutToken('GET /.well-known/placement-keys.json'));
    expect(headers['cache-control']).toBe('no-store');
  });

  test('are not there where the cell signs no tokens, and placements are answered without', async () => {
    const cell = aCell('eu');
    const workspace = await aWorkspace(cell);
    expectStatus(await choose(cell, workspace, evaluation, 'eu'), 200);
    const reply = await cell.send(withoutToken('GET /.well-known/placement-keys.json'));
    expect(reply).toMatchObject({ status: 404, body: { type: 'urn:domicile:problem:not-found' } });
    const answer = await place(cell, workspace);
    expect(answer).toMatchObject({ outcome: 'placed' });
    expect(answer).not.toHaveProperty('token');
  });

  test('are not told while the key service does not answer', async () => {
    const { cell, key } = await aCustomerOfTokens();
    key.down = true;
    const reply = await cell.send(withoutToken('GET /.well-known/placement-keys.json'));
    expect(reply).toMatchObject({
      status: 503,
      body: { type: 'urn:domicile:problem:key-service-unavailable' },
    });
  });
});

import { placementVerifier } from '../../client/placement-verifier.ts';
import type { PlacementReply } from '../../contract/api/replies.ts';
import type { PublicKeySet } from '../../domain/evidence/signing-key.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { Location } from '../../domain/programs/use.ts';
import { aCell, type TestCell } from './cell.ts';
import { withoutToken } from './events.ts';
import { evaluation, everyInstrument } from './movement.ts';
import { aSigningKey } from './signing.ts';
import { aWorkspace, choose, expectStatus } from './story.ts';

/** A cell that signs tokens, with a workspace whose owner chose where prompts are evaluated. */
export const aCustomerOfTokens = async (location: Location = 'eu', geography: Geography = 'eu') => {
  const key = aSigningKey();
  const cell = aCell(geography, { instruments: everyInstrument, placementKey: key });
  const workspace = await aWorkspace(cell);
  expectStatus(await choose(cell, workspace, evaluation, location), 200);
  return { cell, workspace, key };
};

/** The keys that a cell publishes, asked for as anybody can. */
export const placementKeysOf = async (cell: TestCell): Promise<PublicKeySet['keys']> =>
  expectStatus(await cell.send<PublicKeySet>(withoutToken('GET /.well-known/placement-keys.json')), 200).keys;

/** A gateway that fetched the keys of a cell once. */
export const aGateway = async (cell: TestCell, worksFor = cell.geography) => {
  const keys = await placementKeysOf(cell);
  return placementVerifier({ cell: worksFor, keys, now: () => cell.clock.now });
};

/** The token of an answer that has one. */
export const tokenIn = (reply: PlacementReply): string => {
  if (!('token' in reply) || reply.token === undefined) throw new Error(`no token: ${reply.outcome}`);
  return reply.token;
};

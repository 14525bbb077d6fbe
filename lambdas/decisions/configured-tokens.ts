import { KMSClient } from '@aws-sdk/client-kms';
import { environmentNames } from '../../contract/access/access.ts';
import type { Environment } from '../shared/environment.ts';
import { describeError } from '../shared/http/request-log.ts';
import { kmsSigningKey } from '../shared/kms-signing-key.ts';
import type { CellPorts } from '../shared/ports.ts';
import { type PlacementTokens, placementTokens } from './placement-tokens.ts';

/** A caller waits for it: two calls of two attempts each fit into the time of the function, in milliseconds. */
const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_500, throwOnRequestTimeout: true },
} as const;

/** What signs placement tokens, where the function was told of a key for it. */
export const tokensFrom = (
  environment: Environment,
  { geography, clock }: Pick<CellPorts, 'geography' | 'clock'>,
): PlacementTokens | undefined => {
  const keyId = environment[environmentNames.placementKey];
  if (keyId === undefined) return undefined;
  return placementTokens({
    geography,
    clock,
    key: kmsSigningKey(new KMSClient(patience), keyId),
    report: (error) =>
      console.log(JSON.stringify({ level: 'error', work: 'certify', ...describeError(error) })),
  });
};

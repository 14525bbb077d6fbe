import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/** Two clients of one table store: one repeats a call that got no answer, the other never does. */
export type DynamoDbClient = {
  /** For reads, deletes in batches, and transactions, which carry a token: sent twice, they happen once. */
  readonly repeating: DynamoDBClient;
  /**
   * For single writes, which carry no token. Sent twice, a sum would be added twice, and a write that succeeded
   * would find its own condition failed and be reported as refused.
   */
  readonly once: DynamoDBClient;
};

/** How long a function waits for a connection and for an answer, in milliseconds. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } as const;

/**
 * The clients of a function. Region, credentials and endpoint come from the environment that AWS Lambda gives it;
 * a configuration stands in for it elsewhere.
 */
export const createDynamoDbClient = (config: DynamoDBClientConfig = {}): DynamoDbClient => {
  const common: DynamoDBClientConfig = { retryMode: 'standard', requestHandler: timeouts, ...config };
  return {
    repeating: new DynamoDBClient({ ...common, maxAttempts: 3 }),
    once: new DynamoDBClient({ ...common, maxAttempts: 1 }),
  };
};

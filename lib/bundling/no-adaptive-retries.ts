/**
 * Stands in for the SDK's adaptive retries, which slow a client down after throttling. Functions ask for the
 * standard ones, and answer throttling themselves; with `AWS_RETRY_MODE=adaptive` the first call of a client that
 * names no mode fails with this sentence.
 */
export class AdaptiveRetryStrategy {
  constructor() {
    throw new Error('Bundles of Domicile hold no adaptive retries; see lib/bundling/no-adaptive-retries.ts.');
  }
}

import type { Refusal } from '../store/store.ts';

/**
 * A write was refused to the end for a passing reason. The edge answers throttling with 503 and a conflict that
 * persists with 409, both with Retry-After.
 */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
  readonly refusal: Refusal['refusal'];

  constructor(refusal: Refusal['refusal']) {
    super(refusal);
    this.refusal = refusal;
  }
}

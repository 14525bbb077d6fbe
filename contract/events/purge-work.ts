import type { EpochId } from '../../domain/identifiers.ts';

/** What the planner asks of the workers, one message each. Messages may come twice, late or out of order. */
export type PurgeWork =
  | { readonly kind: 'purge-lot'; readonly epoch: EpochId; readonly lot: string }
  | { readonly kind: 'end-closure'; readonly epoch: EpochId }
  | { readonly kind: 'finish-opt-out'; readonly epoch: EpochId };

import type { EpochId, HoldId } from '../../domain/identifiers.ts';
import type { HoldSubject } from '../../domain/retention/hold.ts';

/** The version of the messages. A worker sets aside what is of another; one without a version is of the first. */
export const purgeWorkVersion = 1;

/** What the planner asks of the workers, one message each. Messages may come twice, late or out of order. */
export type PurgeWork =
  | { readonly kind: 'purge-lot'; readonly epoch: EpochId; readonly lot: string }
  | { readonly kind: 'end-closure'; readonly epoch: EpochId }
  | { readonly kind: 'finish-opt-out'; readonly epoch: EpochId }
  /** A hold that is not effective yet, or whose end has come. */
  | { readonly kind: 'advance-hold'; readonly subject: HoldSubject; readonly hold: HoldId };

import { type Refusal, refused } from './refusal.ts';
import type { VerifiedCheckpoint } from './verify-checkpoint.ts';

/** Two checkpoints of one size that do not agree: each is signed, and so together they are proof of two logs. */
export const otherLog = (
  checkpoint: VerifiedCheckpoint,
  others: readonly VerifiedCheckpoint[],
): Refusal | undefined => {
  const { cell, size, root } = checkpoint;
  const differs = others.some((other) => other.cell === cell && other.size === size && other.root !== root);
  return differs
    ? refused(
        'inconsistent',
        'Two files have signed checkpoints of the same size with other roots: two logs are shown. Keep both files: they are the evidence.',
      )
    : undefined;
};

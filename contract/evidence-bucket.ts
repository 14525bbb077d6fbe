import { twelveDigits } from './tables/registry.ts';

/** What lies in the evidence bucket of a cell, by the prefix of its names. Nothing else is ever put there. */
export const bucketPrefixes = { checkpoints: 'checkpoints/' } as const;

export type Locked = keyof typeof bucketPrefixes;

/** The name of the object that holds the checkpoint of a log of so many leaves. */
export const checkpointObject = (size: number): string =>
  `${bucketPrefixes.checkpoints}${twelveDigits(size)}.json`;

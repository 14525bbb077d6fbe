import { type Duration, seconds } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';

/** What carries holds on: with an end of its run, or without one where somebody waits for the answer. */
export type HoldPorts = CellPorts & { readonly timeLeft?: () => Duration };

/** Enough for the lot at hand; a run that has less left begins no other. */
const reserve = seconds(20);

/** A run has no time for the rest of a hold. What it did stays done, and a later run goes on from there. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** @throws OutOfTime */
export const demandTime = ({ timeLeft }: HoldPorts): void => {
  if (timeLeft !== undefined && timeLeft() < reserve) throw new OutOfTime('the hold is carried on later');
};

import type { HoldId } from '../../../domain/identifiers.ts';
import { type Hold, type HoldSubject, isOver } from '../../../domain/retention/hold.ts';
import { type HoldActor, readHold } from '../repositories/holds.ts';
import { advanceHold } from './advance-hold.ts';
import { beginRelease } from './begin-release.ts';
import type { HoldPorts } from './run-time.ts';

export type Released =
  | { readonly ok: true; readonly hold: Hold }
  | { readonly ok: false; readonly why: 'no-such-hold' | 'contended' };

/**
 * Releases a hold: its gate is free and its marks are taken off, lot by lot. What is overdue by then is due within
 * the budget; the rest keeps its date (I7). A repeated call finds it released.
 * @throws StoreUnavailable when a mark could not be taken off; the schedule carries the release on
 */
export const releaseHold = async (
  ports: HoldPorts,
  subject: HoldSubject,
  id: HoldId,
  actor: HoldActor,
): Promise<Released> => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const hold = await readHold(ports.store, subject, id);
    if (hold === undefined) return { ok: false, why: 'no-such-hold' };
    if (isOver(hold) || (await beginRelease(ports, hold, actor))) {
      const { hold: standing = hold } = await advanceHold(ports, subject, id);
      return { ok: true, hold: standing };
    }
  }
  return { ok: false, why: 'contended' };
};

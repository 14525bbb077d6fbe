import type { Actor } from '../../../domain/consent/ledger.ts';
import type { HoldId } from '../../../domain/identifiers.ts';
import { endOf, type Hold, type HoldSubject, isOver } from '../../../domain/retention/hold.ts';
import { isoOf } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import { commitTold, freeGateActions, readHold, stepActions } from '../repositories/holds.ts';
import { advanceHold } from './advance-hold.ts';

export type Released =
  | { readonly ok: true; readonly hold: Hold }
  | { readonly ok: false; readonly why: 'no-such-hold' | 'contended' };

/**
 * Releases a hold: its gate is free and its marks are taken off, lot by lot. What is overdue by then is due within
 * the budget; the rest keeps its date (I7). A repeated call finds it released.
 * @throws StoreUnavailable when a mark could not be taken off; the schedule carries the release on
 */
export const releaseHold = async (
  ports: CellPorts,
  subject: HoldSubject,
  id: HoldId,
  actor: Actor,
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

/** From here on workers may claim what no other hold covers; whether this was the one that began it. */
export const beginRelease = async (ports: CellPorts, hold: Hold, actor: Actor): Promise<boolean> => {
  const now = ports.clock.now();
  const endedAt = endOf(hold, now);
  const releasing: Hold = { ...factsOf(hold), state: 'releasing', endedAt, workAt: isoOf(now) };
  // A hold on a person gave its gate back when it became effective.
  const free = hold.scope.of === 'person' && hold.state === 'effective' ? [] : freeGateActions(hold);
  const outcome = await commitTold(ports, hold, [...stepActions(hold, releasing), ...free], {
    at: isoOf(now),
    type: 'HoldReleased',
    actor,
    event: { type: 'hold-released', hold: hold.id, endedAt },
  });
  return outcome.ok;
};

const factsOf = ({ id, subject, scope, kind, authority, placedBy, placedAt, until }: Hold) => ({
  id,
  subject,
  scope,
  kind,
  authority,
  placedBy,
  placedAt,
  ...(until !== undefined && { until }),
});

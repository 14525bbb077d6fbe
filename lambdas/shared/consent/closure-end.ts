import type { Closure } from '../../../domain/consent/epoch.ts';
import { type ChainHead, committedOpenly, continueChain } from '../../../domain/consent/ledger.ts';
import { type Instant, isoOf } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import { appendActions } from '../repositories/ledger.ts';
import { outboxAction } from '../repositories/outbox.ts';
import type { Action } from '../store/store.ts';

/** What the lots of a closed epoch held, and what of it was deleted. */
export type ClosureTotals = { readonly lots: number; readonly captured: number; readonly deleted: number };

/** The function that found nothing left: with the choice itself, or after the last purge. */
export type EndedBy = 'settings' | 'instructions' | 'worker';

/** What tells that a closure ended: the entry of its subject's ledger that follows `head`, and the event. */
export const closureEndActions = (
  ports: CellPorts,
  head: ChainHead | undefined,
  { subject, epoch, deadline }: Closure,
  { totals, at, by }: { readonly totals: ClosureTotals; readonly at: Instant; readonly by: EndedBy },
): { readonly head: ChainHead; readonly actions: readonly Action[] } => {
  const actor = committedOpenly({ kind: 'function', name: by }, ports.randomness.salt());
  const entry = continueChain(subject, head, {
    at,
    event: { type: 'closure-ended', epoch, ...totals },
    commitment: actor.commitment,
  });
  const event = { type: 'ClosureEnded', detail: { subject, epoch, deadline, endedAt: isoOf(at) } } as const;
  return { head: entry, actions: [...appendActions(entry, actor.kept), outboxAction(ports, event, at)] };
};

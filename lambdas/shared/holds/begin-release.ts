import { endOf, type Hold } from '../../../domain/retention/hold.ts';
import { isoOf } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import { commitTold, freeGateActions, type HoldActor, stepActions } from '../repositories/holds.ts';

/** From here on workers may claim what no other hold covers; whether this was the one that began it. */
export const beginRelease = async (ports: CellPorts, hold: Hold, actor: HoldActor): Promise<boolean> => {
  const now = ports.clock.now();
  const endedAt = endOf(hold, now);
  const releasing: Hold = { ...factsOf(hold), state: 'releasing', endedAt, workAt: isoOf(now) };
  // A hold on a person gave its gate back when it became effective.
  const free = hold.scope.of === 'person' && hold.state === 'effective' ? [] : freeGateActions(hold);
  const outcome = await commitTold(ports, hold, [...stepActions(hold, releasing, now), ...free], {
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

import { buckets, registryKeys } from '../../contract/tables/registry.ts';
import { geographyOf, type HoldId, identifier, type UserId } from '../../domain/identifiers.ts';
import type { ReplayedHold, ReplayedSubject } from '../../domain/restore/replay-ledger.ts';
import {
  gateOf,
  type Hold,
  type HoldScope,
  type HoldSubject,
  suspensionOf,
} from '../../domain/retention/hold.ts';
import { spreadOver } from '../../domain/retention/lot.ts';
import { storedItem } from '../../lambdas/shared/repositories/stored-item.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';

/**
 * Holds after a restore (I7). Whatever is in force is asked for again: its gate is shut and its lots are marked before
 * the cell serves, and the schedule makes it effective. What the ledger does not say comes from the copy; where the
 * copy is older than the hold, it covers more rather than less, and that is told.
 */
export type RestoredHold = { readonly hold: Hold; readonly widened: boolean };

/** A user whom nobody is: stands where the ledger keeps to itself who it was. */
const nobodyIn = (hold: HoldId): UserId => identifier(geographyOf(hold), 'user', '0'.repeat(26));

/** A hold as it stands from its entries, and from the copy where that has it. */
export const restoredHold = (
  subject: HoldSubject,
  placed: ReplayedHold,
  copied: Hold | undefined,
  now: string,
): RestoredHold => {
  const { hold: id, kind, body, placedAt, until, endedAt, entry } = placed;
  const scope: HoldScope =
    copied?.scope ?? (placed.scope.of === 'person' ? { of: 'use', use: placed.scope.use } : placed.scope);
  const facts = {
    id,
    subject,
    scope,
    kind,
    authority: copied?.authority ?? { body, reference: `entry ${entry} of the ledger` },
    placedBy: copied?.placedBy ?? nobodyIn(id),
    placedAt,
    ...(until !== undefined && { until }),
  };
  const widened = placed.scope.of === 'person' && copied === undefined;
  return endedAt === undefined
    ? { hold: { ...facts, state: 'requested', workAt: now }, widened }
    : { hold: { ...facts, state: 'released', endedAt }, widened: false };
};

/** The items of a subject's holds: each hold, the gate that they keep shut together, and the work that they leave. */
export const holdItems = (subject: HoldSubject, holds: readonly Hold[]): readonly Item[] => [
  ...holds.map((hold) => storedItem(registryKeys.hold(subject, hold.id), hold)),
  ...holds.flatMap(({ id, workAt }) =>
    workAt === undefined
      ? []
      : [
          storedItem(registryKeys.holding(subject, id, workAt, spreadOver(id, buckets.holding)), {
            subject,
            hold: id,
          }),
        ],
  ),
  ...gateItem(subject, holds.filter(isInForce)),
];

/** Whether a hold keeps anything. */
export const isInForce = ({ state }: Hold): boolean => state === 'requested' || state === 'effective';

const gateItem = (subject: HoldSubject, holds: readonly Hold[]): readonly Item[] => {
  const marks = holds.flatMap((hold) => {
    const gate = gateOf(hold.scope);
    return gate === undefined ? [] : [{ hold, gate }];
  });
  if (marks.length === 0) return [];
  const counts: Record<string, number> = {};
  for (const { gate } of marks) counts[gate] = (counts[gate] ?? 0) + 1;
  const suspensions = marks.map(({ hold, gate }) => [`hold#${hold.id}`, { ...suspensionOf(hold), gate }]);
  return [storedItem(registryKeys.holdGate(subject), { ...counts, ...Object.fromEntries(suspensions) })];
};

/** Holds of a subject, where it can have any. */
export const holdsOf = ({ holds }: ReplayedSubject): readonly ReplayedHold[] => [...holds.values()];

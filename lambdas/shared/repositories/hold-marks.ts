import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import { geographyOf, type HoldId } from '../../../domain/identifiers.ts';
import type { HoldGate, HoldSubject } from '../../../domain/retention/hold.ts';
import { type Lot, spreadOver } from '../../../domain/retention/lot.ts';
import type { Suspension } from '../../../domain/retention/suspension.ts';
import {
  absent,
  all,
  any,
  type Check,
  type Condition,
  equals,
  type Item,
  present,
  type Store,
  type UpdateItem,
} from '../store/store.ts';

/**
 * Marks of holds, on lots and on the gates of subjects: an attribute for each hold, and beside it how many there
 * are, so that a condition can ask for none.
 */
const markPrefix = 'hold#';
const markOf = (hold: HoldId) => `${markPrefix}${hold}`;

/** What the marks on an item say, the earliest hold first. */
export const suspensionsIn = (item: object): readonly Suspension[] =>
  Object.entries(item)
    .filter(([name]) => name.startsWith(markPrefix))
    .map(([, mark]) => mark as Suspension)
    .sort((one, other) => (one.hold < other.hold ? -1 : 1));

/** The holds for which an item is marked, by the names of the marks: whatever stands in them. */
export const markedHoldsOf = (item: object): readonly HoldId[] =>
  Object.keys(item)
    .filter((name) => name.startsWith(markPrefix))
    .map((name) => name.slice(markPrefix.length) as HoldId);

const none = (counter: string): Condition => any(absent(counter), equals(counter, 0));

/** The lot is under no hold. */
export const underNoHold: Condition = none('holds');

/** Demands that a subject's gate is held neither for all uses nor for this one. */
export const gateIsFree = (subject: HoldSubject, use: string): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.holdGate(subject),
  condition: all(none('all' satisfies HoldGate), none(`use#${use}` satisfies HoldGate)),
});

/** Demands that a hold still keeps a subject's gate shut. */
export const gateIsHeldBy = (subject: HoldSubject, hold: HoldId): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.holdGate(subject),
  condition: present(markOf(hold)),
});

/** Shuts a gate for a hold, once. */
export const shutGate = (subject: HoldSubject, gate: HoldGate, suspension: Suspension): UpdateItem => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.holdGate(subject),
  update: {
    set: { v: 1, [markOf(suspension.hold)]: { ...suspension, gate } },
    add: { [gate]: 1 },
  },
  condition: absent(markOf(suspension.hold)),
});

/** Takes a hold off a gate, once. */
export const freeGate = (subject: HoldSubject, gate: HoldGate, hold: HoldId): UpdateItem => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.holdGate(subject),
  update: { remove: [markOf(hold)], add: { [gate]: -1 } },
  condition: present(markOf(hold)),
});

/** The holds that keep a subject's gate shut for a use. */
export const readGate = async (
  store: Store,
  subject: HoldSubject,
  use: string,
): Promise<readonly Suspension[]> => {
  const item = await store.get('registry', registryKeys.holdGate(subject), 'strong');
  return item === undefined
    ? []
    : suspensionsIn(item)
        .filter((mark) => holdsUse(mark, use))
        .map(withoutGate);
};

const holdsUse = (mark: Suspension & { readonly gate?: HoldGate }, use: string): boolean =>
  mark.gate === 'all' || mark.gate === `use#${use}`;

const withoutGate = ({ gate: _, ...suspension }: Suspension & { readonly gate?: HoldGate }): Suspension =>
  suspension;

/** Marks a lot that is not purged, once, and takes it out of every tick's way. */
export const markLot = (
  { epoch, name }: Pick<Lot, 'epoch' | 'name'>,
  suspension: Suspension,
): UpdateItem => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.lot(epoch, name),
  update: {
    set: { [markOf(suspension.hold)]: { ...suspension }, dueSk: heldSk({ epoch, name }) },
    add: { holds: 1 },
  },
  condition: all(present('pk'), absent('purgedAt'), absent(markOf(suspension.hold))),
});

/** Takes a mark off a lot as it was read. With its last one it comes back to where ticks find it. */
export const unmarkLot = (lot: Lot, hold: HoldId, releasedAt: string): UpdateItem => {
  const { epoch, name, holds = 0, purgeFrom } = lot;
  const { dueSk } = registryKeys.due(geographyOf(epoch), purgeFrom, `${epoch}#${name}`, 0);
  return {
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(epoch, name),
    update: {
      set: { releasedAt, ...(holds === 1 && { dueSk }) },
      add: { holds: -1 },
      // What was told of its date before is not told of the one that it has from now on.
      remove: [markOf(hold), ...(holds === 1 ? ['plannedUntil', 'told'] : [])],
    },
    condition: all(present(markOf(hold)), equals('holds', holds)),
  };
};

export const isMarkedBy = (lot: object, hold: HoldId): boolean => Object.hasOwn(lot, markOf(hold));

/** Demands the mark of a hold on a lot. */
export const markedBy = (hold: HoldId): Condition => present(markOf(hold));

/** Demands all marks that a lot had when it was read, and no other. */
export const markedAsRead = (lot: Lot): Condition =>
  all(equals('holds', lot.holds ?? 0), ...suspensionsIn(lot).map(({ hold }) => markedBy(hold)));

/** How a lot is to be marked, where its marks were not as they should be. */
export type MarksMended = {
  /** Holds that stand, and those whose marks are taken off. */
  readonly kept: readonly HoldId[];
  readonly gone: readonly HoldId[];
  /** From when on it is purged where no mark is left. */
  readonly purgeFrom: string;
  /** The last release among what is taken off. */
  readonly releasedAt?: string;
};

/**
 * Sets the marks of a lot that is not purged right, as it was read: where anybody marked it since, nothing happens.
 * The fence goes up, so that of two who read the same only one does it, whatever was marked and released in between.
 */
export const mendMarks = (
  { epoch, name, holds, fence }: Pick<Lot, 'epoch' | 'name' | 'holds' | 'fence'>,
  { kept, gone, purgeFrom, releasedAt }: MarksMended,
): UpdateItem => {
  const whole = `${epoch}#${name}`;
  const due = registryKeys.due(
    geographyOf(epoch),
    purgeFrom,
    whole,
    spreadOver(`${epoch}${name}`, buckets.due),
  );
  const free = kept.length === 0;
  return {
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(epoch, name),
    update: {
      set: {
        holds: kept.length,
        ...due,
        ...(!free && { dueSk: heldSk({ epoch, name }) }),
        ...(releasedAt !== undefined && { releasedAt }),
      },
      add: { fence: 1 },
      remove: [
        ...gone.map(markOf),
        ...(free ? ['plannedUntil'] : []),
        ...(releasedAt === undefined ? [] : ['told']),
      ],
    },
    condition: all(
      any(equals('state', 'open'), equals('state', 'purging')),
      holds === undefined ? absent('holds') : equals('holds', holds),
      equals('fence', fence),
      ...[...kept, ...gone].map(markedBy),
    ),
  };
};

/** What a lot is born with that is made for holds: their marks, and its place after every date. */
export const bornHeld = (
  { epoch, name, purgeFrom }: Pick<Lot, 'epoch' | 'name' | 'purgeFrom'>,
  suspensions: readonly Suspension[],
) => {
  const bucket = spreadOver(`${epoch}${name}`, buckets.due);
  const { duePk } = registryKeys.due(geographyOf(epoch), purgeFrom, `${epoch}#${name}`, bucket);
  const marks = suspensions.map((suspension) => [markOf(suspension.hold), { ...suspension }] as const);
  return {
    holds: marks.length,
    ...Object.fromEntries(marks),
    duePk,
    dueSk: heldSk({ epoch, name }),
  };
};

const heldSk = ({ epoch, name }: Pick<Lot, 'epoch' | 'name'>) =>
  `${registryKeys.dueHeldPrefix}${epoch}#${name}`;

/** Whether an item of a lot says that it is held. */
export const isHeld = ({ holds }: Item): boolean => typeof holds === 'number' && holds > 0;

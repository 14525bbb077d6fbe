import { contentKeys } from '../../contract/tables/content.ts';
import { type EpochId, type HoldId, identifier, type UserId } from '../../domain/identifiers.ts';
import type { Hold, HoldScope, HoldSubject } from '../../domain/retention/hold.ts';
import { advanceHold } from '../../lambdas/shared/holds/advance-hold.ts';
import { type HoldRequest, placeHold } from '../../lambdas/shared/holds/place-hold.ts';
import { releaseHold } from '../../lambdas/shared/holds/release-hold.ts';
import { everyLot } from '../../lambdas/shared/repositories/lots.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import type { TestCell } from './cell.ts';
import { records } from './story.ts';

const officer: UserId = identifier('us', 'user', '01J00000000000000000000001');
export const aPersonHeld: UserId = identifier('us', 'user', '01J00000000000000000000002');
/** Somebody else, for whom another hold may be placed. */
export const anotherPerson: UserId = identifier('us', 'user', '01J00000000000000000000003');
const actor = { kind: 'service', tokenSubject: 'officer-1' } as const;

let orders = 0;
/** The id of a hold that nobody placed before. */
const freshHoldId = (): HoldId => {
  orders += 1;
  return identifier('us', 'hold', `01J9${String(orders).padStart(22, '0')}`);
};

/** A hold as a court would order it; what is not given is ordinary. */
export const aHoldRequest = (
  subject: HoldSubject,
  scope: HoldScope,
  more: Partial<HoldRequest> = {},
): HoldRequest => ({
  id: freshHoldId(),
  subject,
  scope,
  kind: 'hold',
  authority: { body: 'court', reference: '12 C 345/26' },
  placedBy: officer,
  actor,
  ...more,
});

/** Places a hold and demands that it was taken. */
export const hold = async (
  cell: TestCell,
  subject: HoldSubject,
  scope: HoldScope,
  more: Partial<HoldRequest> = {},
): Promise<Hold> => {
  const placed = await placeHold(cell.ports, aHoldRequest(subject, scope, more));
  if (!placed.ok) throw new Error(`the hold was not placed: ${placed.why}`);
  return placed.hold;
};

/** Releases a hold and demands that it was released. */
export const release = async (cell: TestCell, { subject, id }: Hold): Promise<Hold> => {
  const released = await releaseHold(cell.ports, subject, id, actor);
  if (!released.ok) throw new Error(`the hold was not released: ${released.why}`);
  return released.hold;
};

export const advance = (cell: TestCell, { subject, id }: Hold) => advanceHold(cell.ports, subject, id);

/** Records as an assistant sends them that concern people. */
export const recordsOf = (cell: TestCell, count: number, ...people: readonly UserId[]) =>
  records(cell, count).map((record) => ({ ...record, people }));

/** All that the content table holds of an epoch, by lot. */
export const contentOf = async (
  cell: TestCell,
  epoch: EpochId,
): Promise<ReadonlyMap<string, readonly Item[]>> => {
  const content = new Map<string, readonly Item[]>();
  for await (const { name } of everyLot(cell.store, epoch)) {
    const pk = contentKeys.partition(epoch, name);
    const { items } = await cell.store.query({ table: 'content', pk, consistency: 'strong' });
    content.set(name, items);
  }
  return content;
};

export const countOf = async (cell: TestCell, epoch: EpochId): Promise<number> =>
  [...(await contentOf(cell, epoch)).values()].reduce((sum, items) => sum + items.length, 0);

/** The scope of a lot of a workspace. */
export const ofLot = (epoch: EpochId, lot: string): HoldScope => ({ of: 'lot', epoch, lot });

/** Asks for a hold in a run that ends as soon as that is written: the schedule has to do the rest. */
export const askForHold = async (cell: TestCell, request: HoldRequest): Promise<void> => {
  const over = new Error('the run is over');
  let written = false;
  const demandTime = () => {
    if (written) throw over;
  };
  const store: TestCell['store'] = {
    ...cell.store,
    get: async (...read) => {
      demandTime();
      return cell.store.get(...read);
    },
    transact: async (actions) => {
      demandTime();
      const outcome = await cell.store.transact(actions);
      written = outcome.ok;
      return outcome;
    },
  };
  await placeHold({ ...cell.ports, store }, request).catch((error: unknown) => {
    if (error !== over) throw error;
  });
};

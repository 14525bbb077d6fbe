import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import type { Closure, EarlierClosure } from '../../../domain/consent/epoch.ts';
import type { EpochId, SubjectId } from '../../../domain/identifiers.ts';
import { spreadOver } from '../../../domain/retention/lot.ts';
import {
  type Action,
  absent,
  all,
  type Check,
  equals,
  isNew,
  type Put,
  present,
  type Store,
  type UpdateItem,
} from '../store/store.ts';
import { type PageWanted, readPage } from './item-page.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** A piece of the planner's work list. */
export type ClosingWork = { readonly epoch: EpochId; readonly subject: SubjectId } & Pick<
  Closure,
  'countsFrom'
>;

const bucketOf = (epoch: EpochId) => spreadOver(epoch, buckets.closing);

/** Starts a closure: the promise to the customer, and the work that keeps it, where it has not ended at once. */
export const startClosureActions = (closure: Closure): readonly Action[] => [
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.closure(closure.subject, closure.epoch), closure),
    condition: isNew,
  },
  ...(closure.endedAt === undefined ? [workOn(closure)] : []),
];

/** Where the work of a closure stands. */
export const workKey = ({ epoch, closedAt }: Closure) =>
  registryKeys.closing(epoch, closedAt, bucketOf(epoch));

/** Demands that a closure is still open when the transaction commits. */
export const closureNotEnded = ({ subject, epoch }: Closure): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.closure(subject, epoch),
  condition: all(present('pk'), absent('endedAt')),
});

/** The piece of the planner's work list that a closure stands for until it has ended. */
export const workOn = ({ epoch, subject, closedAt, countsFrom }: Closure): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(registryKeys.closing(epoch, closedAt, bucketOf(epoch)), {
    epoch,
    subject,
    ...(countsFrom && { countsFrom }),
  } satisfies ClosingWork),
});

/** Lets the deadline of a closure count from an earlier receipt, provided that it has not ended and is as it was read. */
export const countFromActions = (before: Closure, closure: EarlierClosure): readonly Action[] => [
  {
    kind: 'update',
    table: 'registry',
    key: registryKeys.closure(closure.subject, closure.epoch),
    update: { set: { deadline: closure.deadline, countsFrom: closure.countsFrom } },
    condition: all(present('pk'), absent('endedAt'), equals('deadline', before.deadline)),
  },
  workOn(closure),
];

/** Ends a closure, provided that it is not ended and no record was moved since `closure` was read. */
export const endClosureActions = (closure: Closure, endedAt: string): readonly Action[] => [
  {
    kind: 'update',
    table: 'registry',
    key: registryKeys.closure(closure.subject, closure.epoch),
    update: { set: { endedAt } },
    condition: all(absent('endedAt'), equals('moves', closure.moves)),
  },
  {
    kind: 'delete',
    table: 'registry',
    key: registryKeys.closing(closure.epoch, closure.closedAt, bucketOf(closure.epoch)),
    condition: present('pk'),
  },
];

/** Counts a move of records to the lot of a hold, provided that the closure has not ended. */
export const countMove = ({ subject, epoch }: Closure): UpdateItem => ({
  kind: 'update',
  table: 'registry',
  key: registryKeys.closure(subject, epoch),
  update: { add: { moves: 1 } },
  condition: all(present('pk'), absent('endedAt')),
});

export const readClosure = async (
  store: Store,
  subject: SubjectId,
  epoch: EpochId,
): Promise<Closure | undefined> => {
  const item = await store.get('registry', registryKeys.closure(subject, epoch), 'strong');
  return item && fieldsOf<Closure>(item);
};

/** A page of a subject's closures, in the order in which their epochs were opened. */
export const readClosures = async (store: Store, subject: SubjectId, page: PageWanted) => {
  const list = { table: 'registry', pk: subject, prefix: registryKeys.closurePrefix } as const;
  const { elements: closures, ...rest } = await readPage(store, list, page, fieldsOf<Closure>);
  return { closures, ...rest };
};

/** Where the accepted but unfinished opt-out of an epoch is kept. */
export const pendingKey = (epoch: EpochId) => registryKeys.closingPending(epoch, bucketOf(epoch));

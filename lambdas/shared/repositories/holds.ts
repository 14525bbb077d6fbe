import type { CellEvent } from '../../../contract/events/events.ts';
import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import {
  type CommitActor,
  committedOpenly,
  continueChain,
  type LedgerEvent,
  type NoPerson,
} from '../../../domain/consent/ledger.ts';
import type { HoldId } from '../../../domain/identifiers.ts';
import { gateOf, type Hold, type HoldSubject, suspensionOf } from '../../../domain/retention/hold.ts';
import { spreadOver } from '../../../domain/retention/lot.ts';
import { type Instant, instantOf } from '../../../domain/time.ts';
import { backOff } from '../persist.ts';
import type { CellPorts } from '../ports.ts';
import {
  type Action,
  absent,
  all,
  any,
  type Check,
  type Condition,
  equals,
  isNew,
  type Outcome,
  present,
  type Store,
} from '../store/store.ts';
import { freeGate, shutGate } from './hold-marks.ts';
import { plannedFrom } from './leases.ts';
import { appendActions, readHead } from './ledger.ts';
import { outboxAction } from './outbox.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** A piece of the work list of holds. @see notPlanned for the time until which it is on its way */
export type HoldingWork = {
  readonly subject: HoldSubject;
  readonly hold: HoldId;
  readonly plannedUntil?: string;
};

/** A hold as it stands, read consistently; or undefined. */
export const readHold = async (
  store: Store,
  subject: HoldSubject,
  hold: HoldId,
): Promise<Hold | undefined> => {
  const item = await store.get('registry', registryKeys.hold(subject, hold), 'strong');
  return item && fieldsOf<Hold>(item);
};

/** Places a hold: the hold, its gate, its place in the work list, where the next tick finds it if this run ends. */
export const placeActions = (hold: Hold): readonly Action[] => {
  const gate = gateOf(hold.scope);
  return [
    { kind: 'put', table: 'registry', item: holdItem(hold), condition: isNew },
    ...(gate === undefined ? [] : [shutGate(hold.subject, gate, suspensionOf(hold))]),
    ...workActions(undefined, hold),
  ];
};

/**
 * A step of a hold, from the state in which it was read: nobody takes it twice. What is to be done next is this run's
 * too, so that no tick sends it beside.
 */
export const stepActions = (before: Hold, after: Hold, now: Instant): readonly Action[] => [
  { kind: 'put', table: 'registry', item: holdItem(after), condition: unchangedSince(before) },
  ...workActions(before, after, isDue(after, now) ? plannedFrom(now) : undefined),
];

const isDue = ({ workAt }: Hold, now: Instant): boolean => workAt !== undefined && instantOf(workAt) <= now;

/** Gives a hold back that is not done yet: the next tick sends it again. */
export const giveHoldBack = async (store: Store, hold: Hold): Promise<void> => {
  if (hold.workAt === undefined) return;
  await store.write({
    kind: 'update',
    table: 'registry',
    key: workKey(hold, hold.workAt),
    update: { remove: ['plannedUntil'] },
    condition: present('plannedUntil'),
  });
};

/** Demands that a hold is not over: nothing is marked for it after its release. */
const holdStands = ({ subject, id }: Pick<Hold, 'subject' | 'id'>): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.hold(subject, id),
  condition: any(equals('state', 'requested'), equals('state', 'effective')),
});

/**
 * Demands of a hold that it may still mark lots as when it was read. Once a hold on a person has its records, a mark of
 * it on any other lot would keep what is not theirs.
 */
export const mayStillMark = (hold: Hold): Check =>
  hold.scope.of === 'person' && hold.state === 'requested' ? holdIsRequested(hold) : holdStands(hold);

/** Demands that a hold was released and that its marks are taken off: nobody marks anything for it any more. */
export const holdIsReleased = ({ subject, id }: Pick<Hold, 'subject' | 'id'>): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.hold(subject, id),
  condition: equals('state', 'released'),
});

/** Demands that a subject has no such hold. */
export const noSuchHold = (subject: HoldSubject, id: HoldId): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.hold(subject, id),
  condition: absent('pk'),
});

/** Demands that a hold is still being placed. */
export const holdIsRequested = ({ subject, id }: Pick<Hold, 'subject' | 'id'>): Check => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.hold(subject, id),
  condition: equals('state', 'requested'),
});

/** Takes a hold off its gate, where it has one. */
export const freeGateActions = ({ subject, scope, id }: Hold): readonly Action[] => {
  const gate = gateOf(scope);
  return gate === undefined ? [] : [freeGate(subject, gate, id)];
};

const holdItem = (hold: Hold) => storedItem(registryKeys.hold(hold.subject, hold.id), hold);

/** What a step depends on. Whoever steps changes the state or the place in the work list. */
const unchangedSince = ({ state, workAt }: Hold): Condition =>
  workAt === undefined ? equals('state', state) : all(equals('state', state), equals('workAt', workAt));

const workKey = ({ subject, id }: Hold, at: string) =>
  registryKeys.holding(subject, id, at, spreadOver(id, buckets.holding));

const workActions = (before: Hold | undefined, after: Hold, plannedUntil?: string): readonly Action[] => {
  if (before?.workAt === after.workAt) return [];
  const { subject, id: hold } = after;
  const work: HoldingWork = { subject, hold, ...(plannedUntil !== undefined && { plannedUntil }) };
  return [
    ...(before?.workAt === undefined
      ? []
      : [
          {
            kind: 'delete',
            table: 'registry',
            key: workKey(before, before.workAt),
            condition: present('pk'),
          } as const,
        ]),
    ...(after.workAt === undefined
      ? []
      : [
          {
            kind: 'put',
            table: 'registry',
            item: storedItem(workKey(after, after.workAt), work),
          } as const,
        ]),
  ];
};

/** What is written with a step of a hold that others are told of. */
export type Told = {
  readonly at: string;
  readonly event: Extract<LedgerEvent, { type: 'hold-placed' | 'hold-released' }>;
  readonly type: Extract<CellEvent, { type: `Hold${string}` }>['type'];
  readonly actor: HoldActor;
};

/** Who takes a step of a hold: a person by a commitment, which can be erased. */
export type HoldActor = NoPerson | CommitActor;

/** How often a step is tried while others write to the same ledger. */
const tries = 6;

/**
 * Commits a step of a hold with its entry in the ledger and its event: all of it or nothing. A refusal for a reason
 * that does not pass comes back when the tries are over.
 */
export const commitTold = async (
  ports: CellPorts,
  hold: Hold,
  actions: readonly Action[],
  told: Told,
): Promise<Outcome> => {
  for (let attempt = 0; ; attempt += 1) {
    const head = await readHead(ports.store, hold.subject);
    const at = instantOf(told.at);
    const { commitment, kept } =
      typeof told.actor === 'function' ? told.actor() : committedOpenly(told.actor, ports.randomness.salt());
    const entry = continueChain(hold.subject, head, { at, event: told.event, commitment });
    const detail = { subject: hold.subject, hold: hold.id, at: told.at };
    const outcome = await ports.store.transact([
      ...actions,
      ...appendActions(entry, kept),
      outboxAction(ports, { type: told.type, detail }, at),
    ]);
    const own =
      !outcome.ok &&
      outcome.refusal === 'condition-failed' &&
      outcome.actions.some((i) => i < actions.length);
    if (outcome.ok || own || attempt + 1 >= tries) return outcome;
    await backOff(ports, attempt);
  }
};

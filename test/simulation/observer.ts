import { inflateRawSync } from 'node:zlib';
import type { PublishedEvent } from '../../lambdas/outbox/publish.ts';
import type { Change } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import type { Customers } from './customers.ts';
import { logWatcher } from './log-watcher.ts';
import type {
  Call,
  Choice,
  EndingSeen,
  EventTold,
  HoldSeen,
  Log,
  Look,
  PurgeSeen,
  RecordSeen,
  RestoreSeen,
  Switching,
  Terms,
  Tick,
} from './oracle/log.ts';

/** What is still being observed: an answer is entered when it comes. */
type Open<T> = { -readonly [Name in keyof T]: T[Name] };

/** Writes down what can be seen of a cell from outside, with the true time. */
export type Observer = {
  readonly chooses: (choice: Choice) => Open<Choice>;
  readonly calls: (call: Call) => Open<Call>;
  readonly looks: (look: Look) => Open<Look>;
  readonly holds: (hold: HoldSeen) => Open<HoldSeen>;
  /** Items that were written together. */
  readonly changed: (changes: readonly Change[]) => void;
  /** The bucket of evidence took an object. */
  readonly locked: (name: string, text: string) => void;
  readonly switches: (switching: Switching) => Open<Switching>;
  readonly loses: (restore: RestoreSeen) => Open<RestoreSeen>;
  readonly ticked: (tick: Tick) => void;
  readonly told: (events: readonly PublishedEvent[]) => void;
  readonly log: (terms: Readonly<Record<string, Terms>>) => Log;
};

const noted = <T>(list: T[], entry: T): T => {
  list.push(entry);
  return entry;
};

export const observer = (
  now: () => number,
  { made, locked }: Pick<Customers, 'made' | 'locked'>,
): Observer => {
  const logged = logWatcher(now);
  logged.changed(made);
  for (const [name, text] of locked) logged.locked(name, text);
  const choices: Open<Choice>[] = [];
  const calls: Open<Call>[] = [];
  const looks: Open<Look>[] = [];
  const records: Open<RecordSeen>[] = [];
  const alive = new Map<string, Open<RecordSeen>>();
  const purges: PurgeSeen[] = [];
  const holds: Open<HoldSeen>[] = [];
  const switchings: Open<Switching>[] = [];
  const ticks: Tick[] = [];
  const events: EventTold[] = [];
  const endings: EndingSeen[] = [];
  let restore: Open<RestoreSeen> | undefined;

  const content = (before: Item | undefined, after: Item | undefined): void => {
    const key = before ?? after;
    if (key === undefined) return;
    const name = `${key.pk}|${key.sk}`;
    const dying = alive.get(name);
    if (dying !== undefined) dying.diedAt = now();
    alive.delete(name);
    if (after !== undefined) {
      const { pk, sk } = after;
      alive.set(name, noted(records, { pk, sk, text: textOf(after), bornAt: now() }));
    }
  };

  /** What is taken away in one lot and put into another by one write lives on. */
  const move = (changes: readonly Change[]): ReadonlySet<Item | undefined> => {
    const own = changes.filter(({ table }) => table === 'content');
    const moved = new Set<Item | undefined>();
    for (const { before, after: gone } of own) {
      if (before === undefined || gone !== undefined) continue;
      const put = own.find((one) => one.before === undefined && one.after?.sk === before.sk)?.after;
      const entry = alive.get(`${before.pk}|${before.sk}`);
      if (put === undefined || entry === undefined || textOf(put) !== entry.text) continue;
      entry.moves = [...(entry.moves ?? []), { at: now(), pk: put.pk }];
      alive.delete(`${before.pk}|${before.sk}`);
      alive.set(`${put.pk}|${put.sk}`, entry);
      moved.add(before).add(put);
    }
    return moved;
  };

  return {
    chooses: (choice) => noted(choices, { ...choice }),
    calls: (call) => noted(calls, { ...call }),
    looks: (look) => noted(looks, { ...look }),
    holds: (hold) => noted(holds, { ...hold }),
    changed: (changes) => {
      logged.changed(changes);
      const moved = move(changes);
      for (const { table, before, after } of changes) {
        if (table === 'content' && !moved.has(before ?? after)) content(before, after);
        if (table === 'registry' && after?.sk.startsWith('hold#')) seenHold(holds, after, now());
        // From here on functions get answers, whether or not whoever restored gets one.
        if (after?.pk.startsWith('us_serving#') && after.state === 'serving' && restore !== undefined)
          restore.endedAt = now();
        if (table === 'evidence' && after?.sk.startsWith('purge#')) {
          const { pk, sk, ...fields } = after;
          purges.push({ at: now(), pk, sk, fields });
        }
        if (table === 'evidence' && Object(after?.event).type === 'closure-ended')
          endings.push({ at: now(), epoch: String(Object(after?.event).epoch) });
      }
    },
    switches: (switching) => noted(switchings, { ...switching }),
    loses: (seen) => {
      restore = { ...seen };
      return restore;
    },
    ticked: (tick) => void ticks.push(tick),
    told: (published) => {
      events.push(...published.map(({ id, type, at, detail }) => ({ id, type, at, detail })));
    },
    locked: logged.locked,
    log: (terms) => ({
      terms,
      choices,
      calls,
      looks,
      records,
      purges,
      holds,
      switchings,
      ticks,
      events,
      signing: logged.seen(),
      restore,
      endings,
      endedAt: now(),
    }),
  };
};

/** Enters what a hold says of itself, the first time that it does. */
const seenHold = (holds: readonly Open<HoldSeen>[], item: Item, at: number): void => {
  const hold = holds.find(({ id }) => id === item.id);
  if (hold === undefined) return;
  const { state, effectiveAt, coversUntil, endedAt } = item;
  hold.placed ??= at;
  if (state === 'effective') {
    const covers = coversUntil === undefined ? {} : { coversUntil: String(coversUntil) };
    hold.effective ??= { at, says: String(effectiveAt), ...covers };
    hold.effectives = [...new Set([...(hold.effectives ?? []), String(effectiveAt)])];
  }
  if (endedAt === undefined) return;
  hold.over ??= { at, says: String(endedAt) };
  if (state === 'released') hold.over = { doneAt: at, ...hold.over };
};

/** What was said, as the item holds it. */
const textOf = ({ body, sk }: Item): string =>
  body instanceof Uint8Array ? inflateRawSync(body, { chunkSize: 256 }).toString('utf8') : `unreadable ${sk}`;

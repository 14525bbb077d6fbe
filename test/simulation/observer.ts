import { inflateRawSync } from 'node:zlib';
import type { PublishedEvent } from '../../lambdas/outbox/publish.ts';
import type { Change } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import type { Call, Choice, EventTold, Log, Look, PurgeSeen, RecordSeen, Terms } from './oracle/log.ts';

/** What is still being observed: an answer is entered when it comes. */
type Open<T> = { -readonly [Name in keyof T]: T[Name] };

/** Writes down what can be seen of a cell from outside, with the true time. */
export type Observer = {
  readonly chooses: (choice: Choice) => Open<Choice>;
  readonly calls: (call: Call) => Open<Call>;
  readonly looks: (look: Look) => Open<Look>;
  /** Items that were written together. */
  readonly changed: (changes: readonly Change[]) => void;
  readonly told: (events: readonly PublishedEvent[]) => void;
  readonly log: (terms: Readonly<Record<string, Terms>>) => Log;
};

const noted = <T>(list: T[], entry: T): T => {
  list.push(entry);
  return entry;
};

export const observer = (now: () => number): Observer => {
  const choices: Open<Choice>[] = [];
  const calls: Open<Call>[] = [];
  const looks: Open<Look>[] = [];
  const records: Open<RecordSeen>[] = [];
  const alive = new Map<string, Open<RecordSeen>>();
  const purges: PurgeSeen[] = [];
  const events: EventTold[] = [];

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

  return {
    chooses: (choice) => noted(choices, { ...choice }),
    calls: (call) => noted(calls, { ...call }),
    looks: (look) => noted(looks, { ...look }),
    changed: (changes) => {
      for (const { table, before, after } of changes) {
        if (table === 'content') content(before, after);
        if (table === 'evidence' && after?.sk.startsWith('purge#')) {
          const { pk, sk, ...fields } = after;
          purges.push({ at: now(), pk, sk, fields });
        }
      }
    },
    told: (published) => {
      events.push(...published.map(({ id, type, at, detail }) => ({ id, type, at, detail })));
    },
    log: (terms) => ({ terms, choices, calls, looks, records, purges, events, endedAt: now() }),
  };
};

/** What was said, as the item holds it. */
const textOf = ({ body, sk }: Item): string =>
  body instanceof Uint8Array ? inflateRawSync(body, { chunkSize: 256 }).toString('utf8') : `unreadable ${sk}`;

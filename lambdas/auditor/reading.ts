import type { Facts, NotChecked, Observed, Reading } from '../../domain/audit/control.ts';

/** More pages than an answer of this account can have in earnest: what lies behind is not known. */
const mostPages = 10;

/** An answer goes on behind the pages that were read. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** An answer does not say what it should. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const reasons: readonly (readonly [RegExp, NotChecked])[] = [
  [/AccessDenied|NotAuthorized|Unauthorized|AuthorizationError|UnrecognizedClient/, 'access-denied'],
  [/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/, 'throttled'],
  [/UnknownOperation|NotImplemented|Unsupported|InvalidAction|InvalidOperation|UnknownAction/, 'unsupported'],
  [/^TooMuch$/, 'too-much'],
  [/^(Unreadable|SyntaxError|URIError)$/, 'unreadable'],
];

/** The name of an error, which for errors of AWS says what is wrong. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** Why there is no answer. An error of another name says nothing: it counts as no answer. */
export const reasonOf = (error: unknown): NotChecked => {
  const name = errorName(error);
  return reasons.find(([pattern]) => pattern.test(name))?.[1] ?? 'no-answer';
};

/** One aspect, asked for. Whatever goes wrong, it is not checked and never fine. */
export const reading = async (ask: () => Promise<Facts>): Promise<Reading> => {
  try {
    return { read: true, facts: await ask() };
  } catch (error) {
    return { read: false, because: reasonOf(error) };
  }
};

/** The facts of an answer, or another's where the service says by an error of this name that there is nothing. */
export const noneWhere = async (name: RegExp, ask: () => Promise<Facts>): Promise<Facts> => {
  try {
    return await ask();
  } catch (error) {
    if (name.test(errorName(error))) return [];
    throw error;
  }
};

/** `missing` where the service says that there is no such resource, whatever else was answered. */
export const unlessMissing = async <Answer>(
  missing: RegExp,
  ask: () => Promise<Answer>,
  observe: (answer: () => Promise<Answer>) => Promise<Exclude<Observed, 'missing'>>,
): Promise<Observed> => {
  try {
    const answer = await ask();
    return await observe(async () => answer);
  } catch (error) {
    if (missing.test(errorName(error))) return 'missing';
    return observe(() => Promise.reject(error));
  }
};

/** Asks for several aspects at once. */
export const readings = async <Name extends string>(
  asked: Readonly<Record<Name, () => Promise<Facts>>>,
): Promise<Readonly<Record<Name, Reading>>> => {
  const entries = Object.entries<() => Promise<Facts>>(asked);
  const answers = await Promise.all(entries.map(async ([name, ask]) => [name, await reading(ask)] as const));
  return Object.fromEntries(answers) as Record<Name, Reading>;
};

/** A fact where there is a value. */
export const factsOf = (value: string | undefined): Facts =>
  value === undefined || value === '' ? [] : [value];

export type PageOf<Item> = { readonly items: readonly Item[]; readonly next: string | undefined };

/** Every item of a list that comes in pages. @throws TooMuch where it does not end within ten */
export const everyItem = async <Item>(
  ask: (next: string | undefined) => Promise<PageOf<Item>>,
): Promise<readonly Item[]> => {
  const all: Item[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask(next);
    all.push(...answer.items);
    next = answer.next;
    if (next === undefined || next === '') return all;
  }
  throw new TooMuch(`a list of more than ${mostPages} pages`);
};

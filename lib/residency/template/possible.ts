import { type Text, unknownText } from './text.ts';
import type { Fields, Json } from './values.ts';

/** What a place in a template may hold when it is deployed. An `Fn::If` that nobody can decide gives two. */
export type Possible =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Json[] }
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly because: string };

/** Above this many the template is not followed any further, and the answer is: cannot tell. */
const most = 64;

export const unknown = (because: string): readonly Possible[] => [{ kind: 'unknown', because }];

export const texts = (...all: readonly Text[]): readonly Possible[] =>
  all.map((text) => ({ kind: 'text', text }));

/** What is possible as text: a list or a map is none. */
export const asText = (possible: Possible): Text => {
  if (possible.kind === 'text') return possible.text;
  return unknownText(
    possible.kind === 'unknown' ? possible.because : `a ${possible.kind} stands where a text is due`,
  );
};

/** Every way to take one of each, in order; undefined where there are too many to follow. */
export const combinations = <Item>(
  choices: readonly (readonly Item[])[],
): readonly (readonly Item[])[] | undefined => {
  let all: readonly (readonly Item[])[] = [[]];
  for (const items of choices) {
    all = all.flatMap((before) => items.map((item) => [...before, item]));
    if (all.length > most) return undefined;
  }
  return all;
};

/** No more possibilities than can be followed, and one at least: where nothing was found, nothing is known. */
export const limited = (all: readonly Possible[]): readonly Possible[] => {
  if (all.length === 0) return unknown('a function of the template finds nothing');
  return all.length > most ? unknown(`there are more than ${most} possibilities`) : all;
};

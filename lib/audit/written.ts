import { nameHole } from '../../domain/audit/names.ts';
import type { Part } from '../residency/template/part.ts';
import type { Text } from '../residency/template/text.ts';
import type { Json } from '../residency/template/values.ts';

/** No resource has such a name: the auditor says that it did not check. */
const unknownName = nameHole('?');

const writtenText = (text: Text): string =>
  text
    .map((part) => {
      if (part.kind === 'literal') return part.text;
      return part.kind === 'own' ? nameHole(part.name) : unknownName;
    })
    .join('');

/**
 * Lists of what is audited are sets. Their order in a template depends on whether a reference leads to another stack
 * already, which it does not yet when the files of a cell are compiled.
 */
const inOneOrder = (list: readonly Json[]): readonly Json[] =>
  list
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, item]) => item);

const writtenPart = (part: Part): Json => {
  const { possible } = part;
  switch (possible.kind) {
    case 'list':
      return inOneOrder(part.items().map(writtenPart));
    case 'fields':
      return Object.fromEntries(
        Object.keys(possible.fields).flatMap((name) => {
          const value = written(part, name);
          return value === undefined ? [] : [[name, value]];
        }),
      );
    default:
      return writtenText(part.text);
  }
};

/**
 * What stands at a place of a template, its functions resolved and names that only the account knows as marks.
 * Undefined where nothing stands there; where it may be one of several things, a name that nothing has.
 */
export const written = (part: Part, ...names: readonly string[]): Json | undefined => {
  const [only, ...others] = part.at(...names);
  if (only === undefined) return undefined;
  return others.length > 0 ? unknownName : writtenPart(only);
};

/** The text that stands at a place. */
export const textAt = (part: Part, ...names: readonly string[]): string | undefined => {
  const value = written(part, ...names);
  return value === undefined || typeof value === 'string' ? value : unknownName;
};

/** A fact where a text stands at a place, and none where nothing does. */
export const factsAt = (part: Part, ...names: readonly string[]): readonly string[] => {
  const text = textAt(part, ...names);
  return text === undefined ? [] : [text];
};

/** The texts of a list at a place. */
export const textsAt = (part: Part, ...names: readonly string[]): readonly string[] =>
  part.each(...names).map((item) => writtenText(item.text));

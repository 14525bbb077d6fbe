import { asText, combinations, type Possible, texts, unknown } from './possible.ts';
import { plainText, put, referredOrAttribute } from './references.ts';
import type { Scope } from './scope.ts';
import { literal, literally, type Text, whyUnknown } from './text.ts';
import { asFields, asList, calledIn, type Json } from './values.ts';

type Resolve = (value: Json, scope: Scope) => readonly Possible[];

/** `Fn::Sub`, with or without names of its own. `${!Name}` is a text and no name. */
export const substituted = (argument: Json, scope: Scope, resolve: Resolve): readonly Possible[] => {
  const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof pattern !== 'string') return unknown('the pattern of Fn::Sub is no text');
  const names = asFields(given);
  const pieces = pattern.split(/(\$\{[^}$]*\})/).map((piece): readonly Text[] => {
    const name = /^\$\{([^}$]*)\}$/.exec(piece)?.[1]?.trim();
    if (name === undefined) return [plainText(piece)];
    if (name.startsWith('!')) return [literal(`\${${name.slice(1)}}`)];
    const own = Object.hasOwn(names, name) ? names[name] : undefined;
    return (own === undefined ? referredOrAttribute(name, scope, resolve) : resolve(own, scope)).map(asText);
  });
  const ways = combinations(pieces);
  return ways === undefined
    ? unknown('Fn::Sub has too many possibilities')
    : texts(...ways.map((way) => put(way.flat())));
};

/** The entries of a level of a mapping that a key may name: all of them, where the key is not known. */
const entriesAt = (level: Json, key: Text): readonly Json[] => {
  const fields = asFields(level);
  const name = literally(key);
  if (name === undefined) return Object.values(fields);
  const found = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return found === undefined ? [] : [found];
};

/** `Fn::FindInMap`: where a key is not known, everything that it could find. */
export const lookUp = (argument: Json, scope: Scope, resolve: Resolve): readonly Possible[] => {
  const [map = '', first = '', second = '', options] = asList(argument);
  const ways = combinations([map, first, second].map((key) => resolve(key, scope).map(asText)));
  if (ways === undefined) return unknown('Fn::FindInMap has too many possibilities');
  const otherwise = asFields(options).DefaultValue;
  return ways.flatMap((keys) => {
    const found = keys.reduce<readonly Json[]>(
      (levels, key) => levels.flatMap((level) => entriesAt(level, key)),
      [scope.mappings],
    );
    // A mapping holds values only: a function in it would be one that CloudFormation refuses.
    const values = found.flatMap((value) =>
      calledIn(value) === undefined ? resolve(value, scope) : unknown('a function stands in a mapping'),
    );
    if (otherwise !== undefined && (found.length === 0 || keys.some((key) => literally(key) === undefined))) {
      return [...values, ...resolve(otherwise, scope)];
    }
    return values.length > 0 ? values : unknown('the mapping has no such entry');
  });
};

/** `Fn::Select`: where the index is not known, every item. */
export const selected = (argument: Json, scope: Scope, resolve: Resolve): readonly Possible[] => {
  const [index = 0, list = []] = asList(argument);
  const indexes = resolve(index, scope).map((possible) => literally(asText(possible)));
  return resolve(list, scope).flatMap((possible) => {
    if (possible.kind !== 'list') return texts(asText(possible));
    return indexes.flatMap((at) => {
      if (at === undefined) return possible.items.flatMap((item) => resolve(item, scope));
      const item = possible.items[Number(at)];
      return item === undefined ? unknown(`Fn::Select finds nothing at ${at}`) : resolve(item, scope);
    });
  });
};

/** `Fn::Split` of a text that is wholly known. */
export const split = (argument: Json, scope: Scope, resolve: Resolve): readonly Possible[] => {
  const [separator, source = ''] = asList(argument);
  return resolve(source, scope).flatMap((possible): readonly Possible[] => {
    const text = asText(possible);
    const known = literally(text);
    if (known === undefined || typeof separator !== 'string' || separator === '') {
      return unknown(whyUnknown(text) ?? 'what Fn::Split parts is known at deployment only');
    }
    return [{ kind: 'list', items: known.split(separator) }];
  });
};

/** `Fn::GetAZs`: one zone stands for all of a region. */
export const zones = (argument: Json, scope: Scope, resolve: Resolve): readonly Possible[] =>
  resolve(argument, scope).map((possible): Possible => {
    const named = literally(asText(possible));
    if (named === undefined) return { kind: 'unknown', because: 'the region of the zones is not known' };
    const zone = `${named === '' ? scope.region : named}a`;
    return { kind: 'list', items: [zone, zone, zone, zone, zone, zone] };
  });

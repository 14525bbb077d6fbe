import { decide } from './conditions.ts';
import { lookUp, selected, split, substituted, zones } from './functions.ts';
import { asText, combinations, limited, type Possible, texts, unknown } from './possible.ts';
import { attribute, plainText, put, referred } from './references.ts';
import type { Scope } from './scope.ts';
import { literal, literally, own } from './text.ts';
import { asList, calledIn, isFields, isList, type Json } from './values.ts';

/**
 * What a value may be when the template is deployed. Total: what cannot be followed is unknown, with the reason;
 * nothing here throws or goes in circles.
 */
export const resolve = (value: Json, scope: Scope): readonly Possible[] => {
  const call = calledIn(value);
  if (call !== undefined) return limited(called(call.name, call.argument, scope));
  if (isList(value)) return [{ kind: 'list', items: value }];
  if (isFields(value)) return [{ kind: 'fields', fields: value }];
  if (value === null) return [{ kind: 'nothing' }];
  return texts(typeof value === 'string' ? plainText(value) : literal(String(value)));
};

const called = (name: string, argument: Json, scope: Scope): readonly Possible[] => {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return found === undefined ? unknown(`${name} is not known to these rules`) : found(argument, scope);
};

const joined = (argument: Json, scope: Scope): readonly Possible[] => {
  const [separator = '', parts = []] = asList(argument);
  if (typeof separator !== 'string') return unknown('the separator of Fn::Join is no text');
  const lists = resolve(parts, scope);
  return lists.flatMap((list) => {
    if (list.kind !== 'list') return texts(asText(list));
    const ways = combinations(list.items.map((item) => resolve(item, scope)));
    if (ways === undefined) return unknown('Fn::Join has too many possibilities');
    return ways.map((way): Possible => {
      const kept = way.filter(({ kind }) => kind !== 'nothing').map(asText);
      return {
        kind: 'text',
        text: put(kept.flatMap((text, at) => (at === 0 ? text : [...literal(separator), ...text]))),
      };
    });
  });
};

const chosen = (argument: Json, scope: Scope): readonly Possible[] => {
  const [condition = null, whenTrue = null, otherwise = null] = asList(argument);
  const decision = decide(condition, scope, resolve);
  return [
    ...(decision === false ? [] : resolve(whenTrue, scope)),
    ...(decision === true ? [] : resolve(otherwise, scope)),
  ];
};

const imported = (argument: Json, scope: Scope): readonly Possible[] =>
  resolve(argument, scope).flatMap((possible) => {
    const name = literally(asText(possible));
    if (name === undefined) return unknown('the name of an import is not known');
    return scope.exported(name) ?? unknown(`${name} is exported by a stack that was not looked at`);
  });

const attributeOf = (argument: Json, scope: Scope): readonly Possible[] => {
  const [resource, ...names] =
    typeof argument === 'string' ? argument.split('.') : asList(argument).map((part) => part);
  return typeof resource === 'string' && names.every((name) => typeof name === 'string')
    ? attribute(resource, names.join('.'), scope, resolve)
    : unknown('Fn::GetAtt names an attribute by another function');
};

const functions: Readonly<Record<string, (argument: Json, scope: Scope) => readonly Possible[]>> = {
  Ref: (argument, scope) => referred(String(argument), scope),
  'Fn::GetAtt': attributeOf,
  'Fn::Join': joined,
  'Fn::Sub': (argument, scope) => substituted(argument, scope, resolve),
  'Fn::If': chosen,
  'Fn::FindInMap': (argument, scope) => lookUp(argument, scope, resolve),
  'Fn::Select': (argument, scope) => selected(argument, scope, resolve),
  'Fn::Split': (argument, scope) => split(argument, scope, resolve),
  'Fn::GetAZs': (argument, scope) => zones(argument, scope, resolve),
  'Fn::ImportValue': imported,
  // What is encoded is looked at as it was before.
  'Fn::Base64': (argument, scope) => resolve(argument, scope),
  'Fn::ToJsonString': (argument, scope) => resolve(argument, scope),
  'Fn::Length': () => texts(own('a-number')),
  'Fn::Cidr': () => [{ kind: 'list', items: [] }],
};

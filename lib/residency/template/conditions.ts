import { asText, type Possible } from './possible.ts';
import { opening, type Scope } from './scope.ts';
import { literally } from './text.ts';
import { asList, calledIn, isFields, isList, type Json } from './values.ts';

/** undefined: the template alone does not tell. */
export type Decision = boolean | undefined;

type Resolve = (value: Json, scope: Scope) => readonly Possible[];

const every = (decisions: readonly Decision[]): Decision => {
  if (decisions.includes(false)) return false;
  return decisions.includes(undefined) ? undefined : true;
};
const not = (decision: Decision): Decision => (decision === undefined ? undefined : !decision);
const some = (decisions: readonly Decision[]): Decision => not(every(decisions.map(not)));

/** Every text that a value may be; undefined where one of them is not known. */
const literals = (value: Json, scope: Scope, resolve: Resolve): readonly string[] | undefined => {
  const items = isList(value) ? value : [value];
  const all = items.flatMap((item) => resolve(item, scope).map((possible) => literally(asText(possible))));
  return all.every((text) => text !== undefined) ? all : undefined;
};

const equal = (left: Json, right: Json, scope: Scope, resolve: Resolve): Decision => {
  const [ones, others] = [literals(left, scope, resolve), literals(right, scope, resolve)];
  if (ones === undefined || others === undefined) return undefined;
  const answers = new Set(ones.flatMap((one) => others.map((other) => one === other)));
  return answers.size === 1 ? [...answers][0] : undefined;
};

const contains = (list: Json, value: Json, scope: Scope, resolve: Resolve): Decision =>
  some(asList(list).map((item) => equal(item, value, scope, resolve)));

/** Whether a condition holds in a deployment: by name, or as it is written. A cycle decides nothing. */
export const decide = (condition: Json, scope: Scope, resolve: Resolve): Decision => {
  if (typeof condition === 'boolean') return condition;
  if (typeof condition === 'string') return decideNamed(condition, scope, resolve);
  if (isFields(condition) && typeof condition.Condition === 'string') {
    return decideNamed(condition.Condition, scope, resolve);
  }
  const call = calledIn(condition);
  if (call === undefined) return undefined;
  const [first = null, second = null] = asList(call.argument);
  const all = () => asList(call.argument).map((part) => decide(part, scope, resolve));
  if (call.name === 'Fn::Equals') return equal(first, second, scope, resolve);
  if (call.name === 'Fn::Contains') return contains(first, second, scope, resolve);
  if (call.name === 'Fn::Not') return not(decide(first, scope, resolve));
  if (call.name === 'Fn::And') return every(all());
  return call.name === 'Fn::Or' ? some(all()) : undefined;
};

const decideNamed = (name: string, scope: Scope, resolve: Resolve): Decision => {
  if (scope.open.has(name) || !Object.hasOwn(scope.conditions, name)) return undefined;
  if (!scope.decided.has(name)) {
    scope.decided.set(name, decide(scope.conditions[name] ?? null, opening(scope, name), resolve));
  }
  return scope.decided.get(name);
};

import { asFields, asList, isFields, isList, type Json } from './values.ts';

/**
 * What a value of a template says of the rest of it: a name that has to lead to something, or a `fault`, which
 * nobody can follow. `what` is a parameter, a resource or a pseudo parameter for `Ref`, and a resource for
 * `Fn::GetAtt`.
 */
export type Mention =
  | {
      readonly kind: 'condition' | 'mapping' | 'resource' | 'what';
      readonly name: string;
      readonly path: string;
    }
  | { readonly kind: 'fault'; readonly because: string; readonly path: string };

type Below = (argument: Json, path: string) => readonly Mention[];

const fault = (path: string, because: string): readonly Mention[] => [{ kind: 'fault', because, path }];

const mention = (kind: Exclude<Mention['kind'], 'fault'>, name: Json | undefined, path: string) =>
  typeof name === 'string' ? [{ kind, name, path }] : fault(path, `a ${kind} is named by no text`);

/** `A.B` and `[A, B]` are the attribute B of A. */
const attribute: Below = (argument, path) => {
  const [resource] = typeof argument === 'string' ? argument.split('.') : asList(argument);
  return mention('resource', resource, path);
};

/** Names in the pattern of `Fn::Sub` that it is not given itself. `${!Name}` is a text and no name. */
const substituted: Below = (argument, path) => {
  const [pattern, given] = isList(argument) ? argument : [argument];
  if (typeof pattern !== 'string') return fault(path, 'the pattern of Fn::Sub is no text');
  const own = asFields(given);
  return [...pattern.matchAll(/\$\{([^}$!][^}$]*)\}/g)]
    .map(([, name = '']) => name.trim())
    .filter((name) => !Object.hasOwn(own, name))
    .flatMap((name) =>
      name.includes('.') && !name.startsWith('AWS::') ? attribute(name, path) : mention('what', name, path),
    );
};

/** A mapping that is named by a function is looked for where the value is used. */
const mapped: Below = (argument, path) => {
  const [name, , , options] = asList(argument);
  const isCertain = typeof name === 'string' && !Object.hasOwn(asFields(options), 'DefaultValue');
  return isCertain ? mention('mapping', name, path) : [];
};

const nothing: Below = () => [];

/** What each function mentions by itself; what stands in its argument is read beside that. */
const functions: Readonly<Record<string, Below>> = {
  Ref: (argument, path) => mention('what', argument, path),
  'Fn::GetAtt': attribute,
  'Fn::Sub': substituted,
  'Fn::If': (argument, path) => mention('condition', asList(argument)[0], path),
  'Fn::FindInMap': mapped,
  // What a macro writes is for a rule of its own.
  ...Object.fromEntries(
    [
      ...['And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'GetAZs'],
      ...['ImportValue', 'Join', 'Length', 'Not', 'Or', 'RefAll', 'Select', 'Split', 'ToJsonString'],
      ...['Transform', 'ValueOf', 'ValueOfAll'],
    ].map((name) => [`Fn::${name}`, nothing]),
  ),
};

/** A map of one entry calls a function; so does whatever begins with `Fn::`, whatever stands beside it. */
const calledBy = (name: string, argument: Json, path: string, isAlone: boolean): readonly Mention[] => {
  if (name === 'Condition' && isAlone && /^(Conditions|Rules)\//.test(path)) {
    return mention('condition', argument, path);
  }
  if (!name.startsWith('Fn::') && !(name === 'Ref' && isAlone)) return [];
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (found === undefined) return fault(path, `${name} is not known to these rules`);
  return isAlone || name === 'Fn::Transform'
    ? found(argument, path)
    : fault(path, `${name} stands beside other names`);
};

/** Everything that a value and what is below it mention. A template is of a limited depth, and so is this. */
export const mentionsIn = (value: Json, path: string): readonly Mention[] => {
  const found: Mention[] = [];
  const walk = (current: Json, at: string): void => {
    if (isList(current)) for (const [index, item] of current.entries()) walk(item, `${at}/${index}`);
    if (!isFields(current)) return;
    const entries = Object.entries(current);
    for (const [name, below] of entries) {
      for (const each of calledBy(name, below, at, entries.length === 1)) found.push(each);
      walk(below, `${at}/${name}`);
    }
  };
  walk(value, path);
  return found;
};

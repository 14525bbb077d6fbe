import { partitionOf } from '../regions.ts';
import { asText, type Possible, texts, unknown } from './possible.ts';
import { opening, type Scope } from './scope.ts';
import { literal, own, shown, type Text, unknownText } from './text.ts';
import { asFields, asList, type Json } from './values.ts';

/** Types whose attributes are what some code or another template says, and not what this stack makes. */
const speaksForOthers = /^(Custom::|AWS::CloudFormation::(CustomResource|Stack|Macro|WaitCondition)$)/;

/** The type that hands on a text that it was given, as an attribute. */
const handsOn = 'AWS::SSM::Parameter';

/** Characters of such a text, which no parameter takes more of. */
const longestHandedOn = 8_192;

const pseudoParameters: Readonly<Record<string, (scope: Scope) => readonly Possible[]>> = {
  'AWS::Region': ({ region }) => texts(literal(region)),
  'AWS::AccountId': ({ account }) => texts(account === undefined ? own('account') : literal(account)),
  'AWS::Partition': ({ region }) => texts(literal(partitionOf(region))),
  'AWS::URLSuffix': ({ region }) => texts(literal(`amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`)),
  'AWS::StackName': () => texts(own('stack-name')),
  'AWS::StackId': () => texts(own('stack-id')),
  'AWS::NotificationARNs': () => unknown('notification topics are named at deployment'),
  'AWS::NoValue': () => [{ kind: 'nothing' }],
};

const isListType = (type: string): boolean => type === 'CommaDelimitedList' || type.startsWith('List<');

/** A list of the default's items, or any other. */
const listValue = (given: unknown, open: Text): readonly Possible[] =>
  typeof given === 'string' && given !== ''
    ? [{ kind: 'list', items: given.split(',').map((item) => item.trim()) }, ...texts(open)]
    : texts(open);

/** A parameter may be anything that it allows. Its default is only what it is when nobody says otherwise. */
const parameterValue = (name: string, scope: Scope): readonly Possible[] => {
  const { Type, Default, AllowedValues } = asFields(scope.parameters[name]);
  const open = unknownText(`parameter ${name} is chosen at deployment`);
  // What stands in the template, allowed values too, is the name under which the value is kept.
  if (typeof Type === 'string' && Type.startsWith('AWS::SSM::Parameter::Value')) return texts(open);
  const allowed = asList(AllowedValues).map((value) => literal(String(value)));
  if (allowed.length > 0) return texts(...allowed);
  if (typeof Type === 'string' && isListType(Type)) return listValue(Default, open);
  const isText = typeof Default === 'string' || typeof Default === 'number';
  return isText && Default !== '' ? texts(literal(String(Default)), open) : texts(open);
};

/** What `Ref` may give. */
export const referred = (name: string, scope: Scope): readonly Possible[] => {
  const pseudo = Object.hasOwn(pseudoParameters, name) ? pseudoParameters[name] : undefined;
  if (pseudo !== undefined) return pseudo(scope);
  if (Object.hasOwn(scope.parameters, name)) return parameterValue(name, scope);
  if (!Object.hasOwn(scope.resources, name)) return unknown(`nothing in the template is called ${name}`);
  return madeHere(name, name, scope);
};

type Resolve = (value: Json, scope: Scope) => readonly Possible[];

const typeOf = (resource: string, scope: Scope): string => String(asFields(scope.resources[resource]).Type);

/** What `Fn::GetAtt` may give. */
export const attribute = (
  resource: string,
  name: string,
  scope: Scope,
  resolve: Resolve,
): readonly Possible[] => {
  if (!Object.hasOwn(scope.resources, resource)) {
    return unknown(`no resource of the template is called ${resource}`);
  }
  const isHandedOn = name === 'Value' && typeOf(resource, scope) === handsOn;
  return isHandedOn ? handedOn(resource, scope, resolve) : madeHere(resource, `${resource}.${name}`, scope);
};

/** What a parameter was given. One that is made from others is not followed: it could have no end. */
const handedOn = (resource: string, scope: Scope, resolve: Resolve): readonly Possible[] => {
  const isNested = [...scope.open].some((name) => name.endsWith('.Value'));
  const { Value } = asFields(asFields(scope.resources[resource]).Properties);
  if (isNested || Value === undefined) return unknown(`what ${resource} hands on is not followed`);
  return resolve(Value, opening(scope, `${resource}.Value`)).flatMap((possible) =>
    possible.kind !== 'text' || shown(asText(possible)).length > longestHandedOn
      ? unknown(`what ${resource} hands on is no text of a parameter`)
      : possible,
  );
};

const madeHere = (resource: string, name: string, scope: Scope): readonly Possible[] => {
  const type = typeOf(resource, scope);
  return speaksForOthers.test(type)
    ? unknown(`${resource} is of ${type}, which answers what it likes`)
    : texts(own(name, { id: resource, type, among: scope.resources }));
};

/** `Fn::Sub` and `Ref` name resources and attributes alike. */
export const referredOrAttribute = (name: string, scope: Scope, resolve: Resolve): readonly Possible[] => {
  const [resource = '', ...attributes] = name.split('.');
  return attributes.length === 0
    ? referred(name, scope)
    : attribute(resource, attributes.join('.'), scope, resolve);
};

/** What CloudFormation looks up in another service when it deploys begins so. */
const lookUp = '{{resolve:';

/** A text that stands in the template, or that is looked up when it is deployed. */
export const plainText = (value: string): Text => put(literal(value));

/** A text that was put together: what is looked up may have been in pieces. */
export const put = (text: Text): Text => {
  const whole = shown(text);
  return whole.includes(lookUp) ? unknownText(`it is looked up at deployment: ${whole.slice(0, 80)}`) : text;
};

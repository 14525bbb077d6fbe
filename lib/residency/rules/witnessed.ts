import type { Part } from '../template/part.ts';
import type { Resource, Template } from '../template/template.ts';
import { makerOf, type TextPart } from '../template/text.ts';
import { isWitnessAddress } from '../witness-address.ts';

/**
 * What has to stand at a place: a text letter by letter, a list of so many items, a map of these names and no others,
 * or whatever a question says yes to.
 */
type Shape =
  | string
  | ((part: Part) => boolean)
  | readonly Shape[]
  | { readonly [name: string]: Exclude<Shape, undefined> };

const isList = (shape: Shape): shape is readonly Shape[] => Array.isArray(shape);

const fitsEach = (parts: readonly Part[], shapes: readonly Shape[]): boolean =>
  parts.length === shapes.length && shapes.every((shape, at) => fits(parts[at], shape));

/** Only what stands there for sure, and as nothing else, has a shape. */
const fits = (part: Part | undefined, shape: Shape): boolean => {
  if (part === undefined || part.standing !== 'certain') return false;
  if (typeof shape === 'function') return shape(part);
  if (typeof shape === 'string') return part.literal === shape;
  const { possible } = part;
  if (isList(shape)) return possible.kind === 'list' && fitsEach(part.items(), shape);
  return (
    possible.kind === 'fields' &&
    // Before CDK has written a template, what is not given has a name too, and no value.
    Object.keys(possible.fields).every((name) => Object.hasOwn(shape, name) || part.at(name).length === 0) &&
    Object.entries(shape).every(([name, below]) => fitsEach(part.at(name), [below]))
  );
};

const anyText = ({ literal }: Part): boolean => literal !== undefined;
/** Judged by a rule of its own, or nothing that is sent. */
const anything = (): boolean => true;

type Made = Pick<Resource, 'id' | 'among'>;

const isOf =
  ({ id, among }: Made) =>
  (part: TextPart): boolean =>
    part.kind === 'own' && part.maker?.id === id && part.maker.among === among;

/** Whether a part is an attribute of one resource, or its name, and nothing else. */
const names =
  (made: Made, attribute: string) =>
  ({ text }: Part): boolean => {
    const [only, ...others] = text;
    return (
      only?.kind === 'own' &&
      others.length === 0 &&
      isOf(made)(only) &&
      only.name === `${made.id}${attribute}`
    );
  };

/** Whether a part is the name of something of a type that the same templates make. */
const madeAs =
  (type: string) =>
  ({ text }: Part): boolean => {
    const maker = makerOf(text);
    return maker?.type === type && text[0]?.kind === 'own' && text[0].name === maker.id;
  };

/** The name of a geography: the one thing that is told beside the file. */
const isShortWord = ({ literal = '' }: Part): boolean => /^[a-z]{2,8}$/.test(literal);

const connectionShape: Shape = {
  AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'Domicile-Cell', ApiKeyValue: isShortWord } },
  Description: anyText,
};

const destinationShape = (connection: Made): Shape => ({
  ConnectionArn: names(connection, '.Arn'),
  Description: anyText,
  HttpMethod: 'POST',
  InvocationEndpoint: ({ literal = '' }) => isWitnessAddress(literal),
  InvocationRateLimitPerSecond: anyText,
  Name: anyText,
});

const ruleShape = (destination: Made): Shape => ({
  Description: anyText,
  EventBusName: madeAs('AWS::Events::EventBus'),
  EventPattern: { source: ['domicile'], 'detail-type': ['CheckpointSigned'] },
  Name: anyText,
  Targets: [
    {
      Arn: names(destination, '.Arn'),
      DeadLetterConfig: anything,
      Id: anyText,
      InputTransformer: {
        InputPathsMap: { checkpoint: '$.detail.checkpoint' },
        InputTemplate: '{"checkpoint":<checkpoint>,"kind":"checkpoint-file","v":1}',
      },
      RetryPolicy: anything,
      RoleArn: anything,
    },
  ],
});

const grants = /^AWS::IAM::(ManagedPolicy|Policy|Role|RolePolicy)$/;

/** Places that name a destination, but for grants, which send nothing by themselves. */
const placesNaming = (destination: Made, { together }: Template): readonly (readonly [Resource, Part])[] =>
  together.flatMap((resource) =>
    [resource.properties, ...resource.metadata]
      .flatMap((part) => part.leaves())
      .filter(({ text }) => text.some(isOf(destination)))
      .filter(({ property }) => !(property === 'Resource' && grants.test(resource.type)))
      .map((leaf) => [resource, leaf] as const),
  );

const connectionOf = ({ properties }: Resource, { together }: Template): Resource | undefined => {
  const [part] = properties.at('ConnectionArn');
  return together.find(
    (one) => one.type === 'AWS::Events::Connection' && part?.text.some(isOf(one)) === true,
  );
};

/**
 * Whether an address outside the pin is that of a witness of a log: the only thing that sends to it is one rule on a
 * bus of the same templates, and all that the rule sends is the signed state of the log (its size, its root, a time and
 * a signature), with a word for the geography. Every property is held to a value; whatever is wider is not a witness.
 */
export const isWitnessed = (destination: Resource, template: Template): boolean => {
  const connection = connectionOf(destination, template);
  if (connection === undefined || !fits(connection.properties, connectionShape)) return false;
  if (!fits(destination.properties, destinationShape(connection))) return false;
  const [use, ...others] = placesNaming(destination, template);
  if (use === undefined || others.length > 0) return false;
  const [rule] = use;
  return rule.type === 'AWS::Events::Rule' && fits(rule.properties, ruleShape(destination));
};

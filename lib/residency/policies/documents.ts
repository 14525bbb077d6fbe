import { partsAt } from '../destinations.ts';
import type { Part } from '../template/part.ts';
import { combinations } from '../template/possible.ts';
import type { Resource } from '../template/template.ts';
import { takesIn } from './actions.ts';

/** What roles, users and groups may do: where such policies stand, by type. */
const ofIdentities: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Group': ['Policies.PolicyDocument'],
  'AWS::IAM::GroupPolicy': ['PolicyDocument'],
  'AWS::IAM::ManagedPolicy': ['PolicyDocument'],
  'AWS::IAM::Policy': ['PolicyDocument'],
  'AWS::IAM::Role': ['Policies.PolicyDocument'],
  'AWS::IAM::RolePolicy': ['PolicyDocument'],
  'AWS::IAM::User': ['Policies.PolicyDocument'],
  'AWS::IAM::UserPolicy': ['PolicyDocument'],
};

/** Who may do something with a resource, or become a role: where such policies stand, by type. */
const ofResources: Readonly<Record<string, readonly string[]>> = {
  'AWS::Backup::BackupVault': ['AccessPolicy'],
  'AWS::DynamoDB::GlobalTable': [
    'Replicas.ResourcePolicy.PolicyDocument',
    'Replicas.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument',
  ],
  'AWS::DynamoDB::Table': [
    'ResourcePolicy.PolicyDocument',
    'StreamSpecification.ResourcePolicy.PolicyDocument',
  ],
  'AWS::EFS::FileSystem': ['FileSystemPolicy'],
  'AWS::Events::EventBus': ['Policy'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument'],
  'AWS::KMS::Key': ['KeyPolicy'],
  'AWS::KMS::ReplicaKey': ['KeyPolicy'],
  'AWS::Logs::Destination': ['DestinationPolicy'],
  'AWS::Logs::LogGroup': ['ResourcePolicyDocument'],
  'AWS::Logs::ResourcePolicy': ['PolicyDocument'],
  'AWS::S3::AccessPoint': ['Policy'],
  'AWS::S3::BucketPolicy': ['PolicyDocument'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument'],
  'AWS::SecretsManager::ResourcePolicy': ['ResourcePolicy'],
};

export const typesWithResourcePolicies: readonly string[] = [
  ...Object.keys(ofResources),
  'AWS::Events::EventBusPolicy',
];

/** Policies of what a network reaches through an endpoint, which let in nobody by themselves. */
const ofEndpoints = { 'AWS::EC2::VPCEndpoint': ['PolicyDocument'] } as const;

/** Whether a place lies in a condition of a policy, and not in what only looks like one. */
export const isInConditionOfPolicy = (type: string, path: string): boolean => {
  const documents: readonly string[] = [ofIdentities, ofResources, ofEndpoints].flatMap(
    (all: Readonly<Record<string, readonly string[]>>) => all[type] ?? [],
  );
  const names = path
    .split('/')
    .slice(3)
    .filter((step) => !/^\d+$/.test(step))
    .join('.');
  const isOfBus = type === 'AWS::Events::EventBusPolicy' && /^(Statement\.)?Condition\./.test(names);
  return isOfBus || documents.some((document) => names.startsWith(`${document}.Statement.Condition.`));
};

const statementsBelow = (document: Part): readonly Part[] => document.parsed().each('Statement');

/** The statements of what a resource grants to roles, users and groups. */
export const identityStatements = ({ type, properties }: Resource): readonly Part[] =>
  (ofIdentities[type] ?? []).flatMap((path) => partsAt(properties, path)).flatMap(statementsBelow);

/** The statements that say who may do something with a resource. A bus may have one that is its policy itself. */
export const resourceStatements = ({ type, properties }: Resource): readonly Part[] => {
  if (type !== 'AWS::Events::EventBusPolicy') {
    return (ofResources[type] ?? []).flatMap((path) => partsAt(properties, path)).flatMap(statementsBelow);
  }
  const statements = properties.each('Statement');
  return statements.length > 0 ? statements : [properties];
};

const saidBy = (statement: Part, name: string): readonly Part[] => statement.each(name);

/** Whether a statement allows, or may. One of a bus in the old form says no effect, and allows. */
export const allows = (statement: Part): boolean =>
  statement.ways('Effect').some((effect) => effect?.literal !== 'Deny');

/** Whether a statement denies for sure, everywhere, and on no condition but those that were asked for. */
export const denies = (statement: Part): boolean =>
  statement.standing === 'certain' &&
  isOnly(statement, 'Effect', 'Deny') &&
  saidBy(statement, 'Resource').some(
    (resource) => resource.standing === 'certain' && resource.literal === '*',
  );

const isOnly = (statement: Part, name: string, text: string): boolean => {
  const parts = saidBy(statement, name);
  return parts.length === 1 && parts[0]?.literal === text && parts[0].standing === 'certain';
};

/** What a statement names, read once: it is asked about every action. */
type Named = {
  readonly actions: readonly Part[];
  readonly others: readonly Part[];
  readonly certainActions: readonly string[];
  readonly certainOthers: readonly string[];
};

const certainTexts = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part) => (part.standing === 'certain' && part.literal !== undefined ? [part.literal] : []));

const alreadyRead = new WeakMap<Part, Named>();

const namedBy = (statement: Part): Named => {
  const known = alreadyRead.get(statement);
  if (known !== undefined) return known;
  const [actions, others] = [statement.each('Action'), statement.each('NotAction')];
  const named = {
    ...{ actions, others },
    certainActions: certainTexts(actions),
    certainOthers: certainTexts(others),
  };
  alreadyRead.set(statement, named);
  return named;
};

/** Whether a statement, for sure, is about an action. */
export const isAbout = (statement: Part, action: string): boolean => {
  const { others, certainActions, certainOthers } = namedBy(statement);
  if (certainActions.some((pattern) => takesIn(pattern, action))) return true;
  return (
    others.length > 0 &&
    certainOthers.length === others.length &&
    !certainOthers.some((pattern) => takesIn(pattern, action))
  );
};

/** Whether a statement may be about an action: where what it names is not known, it may. */
export const mayBeAbout = (statement: Part, action: string): boolean => {
  const { actions, others, certainOthers } = namedBy(statement);
  if (actions.some(({ literal }) => literal === undefined || takesIn(literal, action))) return true;
  return others.length > 0 && !certainOthers.some((pattern) => takesIn(pattern, action));
};

/** A test that a condition makes: an operator, a key, and what it may be compared with. */
export type Test = { readonly operator: string; readonly key: string; readonly values: readonly Part[] };

const unreadable = (operator: string, part: Part): readonly Test[] => [{ operator, key: '', values: [part] }];

/** Every way in which places may stand together, each by its own ways; too many count as not readable. */
const together = (
  place: Part,
  each: readonly (readonly (readonly Test[])[])[],
): readonly (readonly Test[])[] => combinations(each)?.map((way) => way.flat()) ?? [unreadable('', place)];

const ofKey = (operator: string, key: string, keys: Part): readonly (readonly Test[])[] =>
  keys.ways(key).map((values) => (values === undefined ? [] : [{ operator, key, values: values.items() }]));

const ofOperator = (operator: string, condition: Part): readonly (readonly Test[])[] =>
  condition.ways(operator).flatMap((keys) => {
    if (keys === undefined) return [[]];
    if (keys.possible.kind !== 'fields') return [unreadable(operator, keys)];
    return together(
      keys,
      Object.keys(keys.possible.fields).map((key) => ofKey(operator, key, keys)),
    );
  });

const ofCondition = (condition: Part | undefined): readonly (readonly Test[])[] => {
  if (condition === undefined) return [[]];
  const { possible } = condition;
  if (possible.kind !== 'fields') return [unreadable('', condition)];
  return together(
    condition,
    Object.keys(possible.fields).map((operator) => ofOperator(operator, condition)),
  );
};

const alreadyTested = new WeakMap<Part, readonly (readonly Test[])[]>();

/**
 * The tests of a statement, once for every way in which conditions of the template may leave it: what demands
 * something has to demand it in each. A condition that cannot be read is one with an operator of no name.
 */
export const waysOfTests = (statement: Part): readonly (readonly Test[])[] => {
  const known = alreadyTested.get(statement);
  if (known !== undefined) return known;
  const found = statement.ways('Condition').flatMap(ofCondition);
  alreadyTested.set(statement, found);
  return found;
};

/** A test that asks for one of some values, and fails where the request does not have the key. */
export const demands = ({ operator }: Test): boolean =>
  /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/.test(operator);

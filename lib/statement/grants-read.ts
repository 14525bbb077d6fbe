import type { Part } from '../residency/template/part.ts';
import type { Resource } from '../residency/template/template.ts';
import type { CellReading } from './cell-reading.ts';
import { referredIn, textAt } from './cell-reading.ts';
import { UnknownStore } from './known-types.ts';

/** Actions that hand out what is in a table, a stream, a queue, a bucket or a log. A description of one is not among them. */
const reading = [
  ...[
    'BatchGetItem',
    'ExportTableToPointInTime',
    'GetItem',
    'GetRecords',
    'PartiQLSelect',
    'Query',
    'Scan',
  ].map((action) => `dynamodb:${action}`),
  'sqs:ReceiveMessage',
  ...['s3:GetObject', 's3:GetObjectVersion'],
  ...[
    'FilterLogEvents',
    'GetLogEvents',
    'GetLogRecord',
    'GetQueryResults',
    'StartLiveTail',
    'StartQuery',
  ].map((action) => `logs:${action}`),
];

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

/** Whether an action, as a policy writes it, takes in one that reads. */
const reads = (action: Part): boolean => {
  if (action.literal === undefined) return true;
  const pattern = escaped(action.literal).replaceAll('*', '.*').replaceAll('?', '.');
  const named = new RegExp(`^${pattern}$`, 'i');
  return reading.some((each) => named.test(each));
};

/** What a role may read: of one store, or of everything, in partitions of these keys, or in all of them. */
export type ReadingGrant = {
  /** A logical id. */
  readonly of: string | 'everything';
  readonly keys: readonly string[] | 'all';
};

/** Keys bind only where a request must have some: `ForAllValues` holds for a request without any. */
const keysOf = (statement: Part): ReadingGrant['keys'] => {
  const mustHaveSome = textAt(statement, 'Condition', 'Null', 'dynamodb:LeadingKeys') === 'false';
  const keys = statement
    .each('Condition', 'ForAllValues:StringLike', 'dynamodb:LeadingKeys')
    .map(({ literal }) => literal);
  return mustHaveSome && keys.length > 0 ? keys.filter((key) => key !== undefined) : 'all';
};

/** One thing of the cell, where a resource is named by nothing else; a pattern may be anything. */
const namedBy = (cell: CellReading, resource: Part): string => {
  const id = referredIn(textAt(resource) ?? '');
  return id !== undefined && cell.resources.some((each) => each.id === id) ? id : 'everything';
};

const grantedBy = (cell: CellReading, statement: Part): readonly ReadingGrant[] => {
  if (textAt(statement, 'Effect') !== 'Allow') return [];
  const isReading = statement.at('NotAction').length > 0 || statement.each('Action').some(reads);
  if (!isReading) return [];
  const keys = keysOf(statement);
  const resources = statement.at('NotResource').length > 0 ? [] : statement.each('Resource');
  const stores = resources.length === 0 ? ['everything'] : resources.map((one) => namedBy(cell, one));
  return stores.map((of) => ({ of, keys }));
};

const refersTo = (part: Part, id: string): boolean => referredIn(textAt(part) ?? '') === id;

/** Policies of the templates that hold for a role beside its own. */
const attached = (cell: CellReading, role: Resource): readonly Resource[] => {
  const arns = role.properties.each('ManagedPolicyArns');
  const managed = cell.ofType('AWS::IAM::ManagedPolicy');
  const foreign = arns.find((arn) => !managed.some(({ id }) => refersTo(arn, id)));
  if (foreign !== undefined) {
    throw new UnknownStore(`${role.id} has the policy ${textAt(foreign)}, which stands in no template.`);
  }
  const others = cell.ofType('AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy');
  return others.filter(
    ({ id, properties }) =>
      arns.some((arn) => refersTo(arn, id)) ||
      [...properties.each('Roles'), ...properties.at('RoleName')].some((named) => refersTo(named, role.id)),
  );
};

/**
 * What a role may read by the policies of the templates.
 * @throws UnknownStore where it has a policy that stands in none of them
 */
export const readingGrants = (cell: CellReading, role: Resource): readonly ReadingGrant[] =>
  [
    ...role.properties.each('Policies').flatMap((policy) => policy.each('PolicyDocument', 'Statement')),
    ...attached(cell, role).flatMap(({ properties }) => properties.each('PolicyDocument', 'Statement')),
  ].flatMap((statement) => grantedBy(cell, statement));

const untilWildcard = (pattern: string): string => pattern.replace(/[*?].*$/s, '');

/** Whether some key may fit both patterns; told by how they begin, so that it is rather said than not. */
const meet = (one: string, other: string): boolean => {
  const [first, second] = [untilWildcard(one), untilWildcard(other)];
  return first.startsWith(second) || second.startsWith(first);
};

/** Whether a grant lets somebody read a store, in partitions whose keys fit one of the patterns. */
export const letsRead = (grant: ReadingGrant, store: string, patterns: ReadingGrant['keys']): boolean => {
  if (grant.of !== store && grant.of !== 'everything') return false;
  if (grant.keys === 'all' || patterns === 'all') return true;
  const { keys } = grant;
  return patterns.some((pattern) => keys.some((key) => meet(key, pattern)));
};

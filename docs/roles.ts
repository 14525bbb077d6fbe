import type { Access, AnyGrant, Trigger } from '../contract/access/access.ts';
import { everyFunction } from '../contract/access/every-function.ts';
import { everyPartition } from '../contract/tables/every-partition.ts';
import type { Partitions } from '../contract/tables/partitions.ts';
import { runningActions } from '../lib/constructs/running-actions.ts';
import { table } from './markdown.ts';
import { roleRoutes } from './role-routes.ts';

const grantsOf = ({ name, tables }: Access): readonly (readonly string[])[] =>
  Object.entries(tables).flatMap(([on, grants]: [string, readonly AnyGrant[]]) =>
    grants.map(({ operations, partitions, index }) => [
      name,
      index === undefined ? on : `${on}, index ${index}`,
      partitions.join(', '),
      operations.join(', '),
    ]),
  );

const wordsFor = (trigger: Trigger): string => {
  switch (trigger.kind) {
    case 'http':
      return 'requests';
    case 'schedule':
      return `the schedule ${trigger.every}`;
    case 'queue':
      return `the queue ${trigger.queue}, which it reads`;
    case 'outbox-stream':
      return 'the stream of the registry, which it reads';
  }
};

const signingKeys = {
  checkpoints: 'the newest signing key',
  'placement-keys': 'a key for these alone, where the cell is configured to have one',
} as const;

const besideTables = (access: Access): readonly string[] => [
  access.name,
  access.triggers.map(wordsFor).join('; '),
  [
    ...(access.sendsTo ?? []).map((queue) => `sends to the queue ${queue}`),
    ...(access.publishes ?? []).map((bus) => `publishes to the ${bus}`),
    ...(access.signs ?? []).map((what) => `signs ${what} with ${signingKeys[what]}`),
    ...(access.locks ?? []).map((what) => `puts ${what} into the evidence bucket, each once`),
    ...(access.inspects === undefined ? [] : [`looks at ${access.inspects.join(', ')} of its cell`]),
  ].join(', ') || '–',
];

const partitionRows = (): readonly (readonly string[])[] =>
  Object.entries(everyPartition).flatMap(([on, kinds]: [string, Partitions]) =>
    Object.entries(kinds).map(([kind, patterns]) => [
      on,
      kind,
      patterns('eu')
        .map((pattern) => `\`${pattern}\``)
        .join(', '),
    ]),
  );

const actionsByService = (): readonly (readonly string[])[] => {
  const services = new Map<string, string[]>();
  for (const action of runningActions) {
    const [service = '', name = ''] = action.split(':');
    services.set(service, [...(services.get(service) ?? []), name]);
  }
  return [...services]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([service, names]) => [service, names.map((name) => `\`${name}\``).join(', ')]);
};

/** What roles of people and of functions may do, written from contract. */
export const rolesPage = (): string =>
  `${[
    '# What each role may do',
    'First the roles of people and services on the routes of the API, then the roles of functions in the account. This page is written by `npm run docs` from `contract/api/`, `contract/access/` and `contract/tables/`. `npm test` fails where they differ; do not edit it.',
    ...roleRoutes(),
    '## The roles of functions',
    'Every function of a cell has a role of its own. The role is made from the file of the function in `contract/access/`, and nothing else can add to it. `test/unit/access` shows that a function uses exactly what it is granted, partition by partition; `test/policies` simulates each role of all nine cells against the tables below, and against everything beside it.',
    '## Items of tables',
    'An item is touched only where a row names its operation and its partition. Transactions are granted as the operations that they consist of.',
    table(['function', 'table', 'partitions', 'operations'], everyFunction.flatMap(grantsOf)),
    'No role may scan a table, or use PartiQL: such requests name no partition that could be held to anything.',
    '## Beside tables',
    'Whoever touches a table may use the key of the cell through DynamoDB, and only so; who puts something into the evidence bucket also gets keys of the data through S3. Every function writes to a log group of its own.',
    table(['function', 'started by', 'does'], everyFunction.map(besideTables)),
    '## Partitions',
    'The patterns that partition keys have to fit, in the cell of Europe. In another cell they begin with its own geography.',
    table(['table', 'partitions', 'keys'], partitionRows()),
    '## What any role may ever do',
    'The boundary of every role denies whatever is not in this list, in any region, whatever the role’s own policy says. It grants nothing: a function may do what stands above. The reads of how things are set up are for a function that looks at its own cell.',
    table(['service', 'actions'], actionsByService()),
  ].join('\n\n')}\n`;

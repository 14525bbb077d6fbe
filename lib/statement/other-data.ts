import type { DataEntry } from '../../contract/statement/statement.ts';
import { days, describeDuration, seconds } from '../../domain/time.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, referredIn, textAt } from './cell-reading.ts';
import { copyKeyData } from './copy-keys.ts';
import { storeTypes, UnknownStore } from './known-types.ts';
import { lockedData } from './locked-data.ts';
import { demandHarmlessLogs } from './logged.ts';
import { functionsReading, noRouteShows } from './readers.ts';
import { regionalFacts, unlistedFacts } from './stores.ts';
import { witnessData } from './witness.ts';

/** What a queue of the cell carries, by the start of its logical id. A queue of another name is not known. */
const queues: Readonly<Record<string, string>> = {
  PurgeWork: 'Purge work that waits: identifiers of lots, epochs and workspaces',
  PurgeDeadLetters: 'Purge work that failed for good: identifiers of lots, epochs and workspaces',
  UndeliveredTicks: 'Ticks of the schedule that found no function: times',
  OutboxFailures: 'Places in the stream whose events could not be sent',
  WitnessUndelivered:
    'Checkpoints that the outside witness did not take: size, root, time and signature of the log',
};

/** What the provider keeps a message for, where a queue does not say. */
const usualQueueLife = days(4);

/** @throws UnknownStore where a policy of a queue lets somebody do more than leave messages there */
const demandClosed = (cell: CellReading): void => {
  const policies = cell.ofType('AWS::SQS::QueuePolicy');
  const open = policies.find(({ properties }) =>
    properties
      .each('PolicyDocument', 'Statement')
      .filter((statement) => textAt(statement, 'Effect') !== 'Deny')
      .some(
        (statement) =>
          statement.at('NotAction').length > 0 ||
          statement.each('Action').some(({ literal }) => literal !== 'sqs:SendMessage'),
      ),
  );
  if (open !== undefined)
    throw new UnknownStore(`The residency statement does not know who reads queues by ${open.id}.`);
};

const queueData = (cell: CellReading): readonly DataEntry[] =>
  cell.ofType(storeTypes.queue).map((queue) => {
    const data = queues[queue.id.replace(/[0-9A-F]{8}$/, '')];
    if (data === undefined)
      throw new UnknownStore(`The residency statement does not know what ${queue.id} carries.`);
    const life = textAt(queue.properties, 'MessageRetentionPeriod');
    return {
      data,
      kind: 'no-customer-data',
      ...regionalFacts(cell, [queue]),
      readers: noRouteShows(functionsReading(cell, queue)),
      longestLife: [
        {
          what: 'a message',
          life: describeDuration(life === undefined ? usualQueueLife : seconds(Number(life))),
        },
      ],
    };
  });

/** Groups that functions and the gateway write to; nobody knows what is in another. */
const writtenGroups = (cell: CellReading): ReadonlySet<string | undefined> =>
  new Set(
    [
      ...cell
        .ofType('AWS::Lambda::Function')
        .map(({ properties }) => textAt(properties, 'LoggingConfig', 'LogGroup')),
      ...cell
        .ofType('AWS::ApiGatewayV2::Stage')
        .map(({ properties }) => textAt(properties, 'AccessLogSettings', 'DestinationArn')),
    ].map((text) => referredIn(text ?? '')),
  );

const logData = (cell: CellReading): readonly DataEntry[] => {
  demandHarmlessLogs(cell);
  const groups = cell.ofType(storeTypes.logGroup);
  const written = writtenGroups(cell);
  const odd = groups.find(({ id }) => !written.has(id));
  if (odd !== undefined) throw new UnknownStore(`The residency statement does not know what ${odd.id} logs.`);
  const byLife = Map.groupBy(groups, ({ properties }) => textAt(properties, 'RetentionInDays') ?? 'for ever');
  return [...byLife].map(([life, same]) => ({
    data: 'Logs: names of routes, statuses, times, kinds of errors; no path, no body, no user',
    kind: 'no-customer-data',
    ...regionalFacts(cell, same),
    readers: noRouteShows(),
    longestLife: [
      {
        what: 'a line',
        life:
          life === 'for ever'
            ? 'as long as the account keeps it'
            : `${life} days, and up to 72 hours until the provider deletes it`,
      },
    ],
  }));
};

const busData = (cell: CellReading): readonly DataEntry[] =>
  cell.ofType(storeTypes.bus).map((bus) => ({
    data: 'Events on their way to observers: identifiers, times, counts',
    kind: 'no-customer-data',
    ...regionalFacts(cell, [bus]),
    readers: noRouteShows(),
    longestLife: [
      {
        what: 'an event',
        life: 'until it is delivered; delivery is tried for 24 hours at most. There is no archive',
      },
    ],
  }));

const isSigning = ({ properties }: Resource): boolean => textAt(properties, 'KeyUsage') === 'SIGN_VERIFY';

/** Keys of the cell that sign, by the start of their logical ids. What another one signs is not known. */
const signingKeys: Readonly<Record<string, string>> = {
  SigningKeysGeneration: 'A key that signs checkpoints of the log; everybody is told its public part',
  PlacementKey: 'A key that certifies keys of placement tokens; everybody is told its public part',
};

const signedWith = ({ id }: Resource): string => {
  const data = signingKeys[id.replace(/\d*[0-9A-F]{8}$/, '')];
  if (data === undefined) throw new UnknownStore(`The residency statement does not know what ${id} signs.`);
  return data;
};

const keyData = (cell: CellReading): readonly DataEntry[] =>
  cell.ofType(storeTypes.key, storeTypes.replicaKey).map((key) => ({
    data: isSigning(key) ? signedWith(key) : 'The key of tables and bucket',
    kind: 'no-customer-data',
    ...regionalFacts(cell, [key]),
    encryptedWith: 'kept in the hardware of the key service, which gives it to nobody',
    readers: noRouteShows(),
    longestLife: [
      {
        what: 'the key',
        life: `as long as the account keeps it; once its deletion is asked for, ${textAt(key.properties, 'PendingWindowInDays') ?? '30'} days`,
      },
    ],
  }));

const poolEntry = (cell: CellReading, pool: Resource): DataEntry => ({
  data: 'Accounts of people who sign in: email address, digest of the password, second factor, roles at the vendor, times of sign-in; and the clients of services',
  kind: 'personal-data',
  ...regionalFacts(cell, [pool]),
  readers: noRouteShows(),
  longestLife: [{ what: 'an account', life: 'until an administrator of the account deletes it' }],
});

/** What lies in the region beside what the templates make. */
const besideTheTemplates = (cell: CellReading): readonly DataEntry[] => [
  {
    data: 'Metrics and states of alarms: counts and times',
    kind: 'no-customer-data',
    ...unlistedFacts(cell, 'metrics of CloudWatch'),
    readers: noRouteShows(),
    longestLife: [{ what: 'a point of a metric', life: '15 months, as the provider keeps it' }],
  },
  {
    data: 'Code of the functions and the templates of the stacks',
    kind: 'no-customer-data',
    ...unlistedFacts(cell, 'bucket of the CDK bootstrap, which the account made before the cell'),
    readers: noRouteShows(),
    longestLife: [{ what: 'a file', life: 'as long as the account keeps it' }],
  },
];

/** Everything that a cell keeps outside its tables. */
export const otherData = (cell: CellReading): readonly DataEntry[] => {
  demandClosed(cell);
  return everyEntry(cell);
};

const everyEntry = (cell: CellReading): readonly DataEntry[] => [
  ...cell.ofType(storeTypes.userPool).map((pool) => poolEntry(cell, pool)),
  ...busData(cell),
  ...queueData(cell),
  ...logData(cell),
  ...lockedData(cell),
  ...keyData(cell),
  ...copyKeyData(cell),
  ...witnessData(cell),
  ...besideTheTemplates(cell),
];

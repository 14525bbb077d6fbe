import { isDeepStrictEqual } from 'node:util';
import {
  cellHeader,
  checkpointFileInput,
  witnessedEvents,
  witnessName,
  witnessPatience,
} from '../../contract/events/witness.ts';
import { geographies } from '../../domain/geographies.ts';
import { witnessing } from '../constructs/running-actions.ts';
import type { Fields, Json } from '../residency/template/values.ts';
import { attributeOf, type Cell, type CellResource, eachOf, written } from './cell.ts';
import type { Declared } from './declared-permissions.ts';
import type { Facts, Witness } from './facts.ts';

type Read = Pick<Facts, 'cell' | 'anchors' | 'config' | 'geography'>;

/** The one resource of a type; undefined where there is none or another one. */
const only = (cell: Cell, type: string): CellResource | undefined => {
  const [found, ...others] = cell.ofType(type);
  return others.length === 0 ? found : undefined;
};

/** Whether a resource says this and nothing else, but for words about it. */
const says = (cell: Cell, { properties }: CellResource, expected: Json): boolean => {
  const { Description: _, ...given } = properties;
  return isDeepStrictEqual(written(cell, given), written(cell, expected));
};

const arnOf = (id: string): string => attributeOf(`<${id}>`, 'Arn');

const connectionOf = (geography: string): Fields => ({
  AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: cellHeader, ApiKeyValue: geography } },
});

const destinationOf = (name: string, url: string, connection: string): Fields => ({
  ConnectionArn: arnOf(connection),
  HttpMethod: 'POST',
  InvocationEndpoint: url,
  InvocationRateLimitPerSecond: 1,
  Name: name,
});

const targetOf = (destination: string, role: string, letters: string): Fields => ({
  Arn: arnOf(destination),
  DeadLetterConfig: { Arn: letters },
  Id: 'Witness',
  InputTransformer: checkpointFileInput,
  RetryPolicy: {
    MaximumEventAgeInSeconds: witnessPatience.seconds,
    MaximumRetryAttempts: witnessPatience.attempts,
  },
  RoleArn: arnOf(role),
});

/** A logical id in the text of an ARN or a reference. */
const idIn = (text: string): string => /^<(\w+)(?:\.Arn)?>$/.exec(text)?.[1] ?? '';

/** Whether a queue of the cell takes what was not delivered. */
const isQueue = (cell: Cell, arn: string): boolean =>
  cell.ofType('AWS::SQS::Queue').some(({ id }) => arn === arnOf(id));

const busOf = ({ anchors }: Read): string => anchors.bus.replace(/\.Arn>$/, '>');

/** The rule whose target is a destination, where its target and all else of it is as it has to be. */
const ruleTo = (read: Read, destination: string) => {
  const { cell, geography } = read;
  const [rule, ...others] = cell
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => JSON.stringify(written(cell, properties)).includes(`<${destination}`));
  const [target] = eachOf(rule?.properties.Targets);
  if (rule === undefined || target === undefined || others.length > 0) return undefined;
  const letters = cell.text(eachOf(target.DeadLetterConfig)[0]?.Arn);
  const role = idIn(cell.text(target.RoleArn));
  const expected = {
    EventBusName: busOf(read),
    EventPattern: witnessedEvents,
    Name: witnessName(geography),
    Targets: [targetOf(destination, role, letters)],
  };
  return says(cell, rule, expected) && isQueue(cell, letters) ? { rule: rule.id, role } : undefined;
};

/**
 * The outside witness of a cell (BY-2): there where it was chosen, and where every property of what makes it is what
 * the choice means. What is wider is no witness, and so nothing explains it (BY-6).
 */
export const witnessIn = (read: Read): Witness | undefined => {
  const { cell, config, geography } = read;
  const chosen = config.evidence.witness;
  const connection = only(cell, 'AWS::Events::Connection');
  const destination = only(cell, 'AWS::Events::ApiDestination');
  if (chosen === undefined || connection === undefined || destination === undefined) return undefined;
  const name = witnessName(geography);
  if (!says(cell, connection, connectionOf(geography))) return undefined;
  if (!says(cell, destination, destinationOf(name, chosen.url, connection.id))) return undefined;
  const sent = ruleTo(read, destination.id);
  return sent && { connection: connection.id, destination: destination.id, ...sent };
};

/** Who takes on the role of the witness: EventBridge, for the one rule of this account. */
export const trustOfWitness = (read: Read): Json => ({
  Action: 'sts:AssumeRole',
  Condition: {
    ArnEquals: {
      'aws:SourceArn': `arn:<AWS::Partition>:events:${geographies[read.geography].region}:<AWS::AccountId>:rule/${busOf(read)}/${witnessName(read.geography)}`,
    },
    StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' },
  },
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
});

/** What the role of the witness is for; nothing, for any other role. */
export const declaredForWitness = (witness: Witness | undefined, role: string): Declared =>
  new Map(
    witness?.role === role
      ? witnessing.map((action) => [`${action} ${arnOf(witness.destination)}`, 'without keys'] as const)
      : [],
  );

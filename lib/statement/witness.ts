import type { DataEntry, WitnessStatement } from '../../contract/statement/statement.ts';
import { isWitnessed } from '../residency/rules/witnessed.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, textAt } from './cell-reading.ts';
import { UnknownStore } from './known-types.ts';
import { noRouteShows } from './readers.ts';
import { unlistedFacts } from './stores.ts';

const cannotSay = (resources: readonly Resource[]): UnknownStore =>
  new UnknownStore(
    `The residency statement does not know what is sent by ${resources.map(({ id }) => id).join(', ')}: it knows one outside witness of the log.`,
  );

const isWitness = ({ templates }: CellReading, destination: Resource): boolean => {
  const template = templates.find(({ resources }) => resources.includes(destination));
  return template !== undefined && isWitnessed(destination, template);
};

/**
 * Who outside the cell is sent the signed state of its log; undefined where nothing can be sent to an address.
 * @throws UnknownStore where something else may be sent, or to somebody else
 */
export const witnessOf = (cell: CellReading): WitnessStatement | undefined => {
  const destinations = cell.ofType('AWS::Events::ApiDestination');
  const connections = cell.ofType('AWS::Events::Connection');
  const [destination, ...others] = destinations;
  if (destination === undefined && connections.length === 0) return undefined;
  const isOne = destination !== undefined && others.length === 0 && connections.length === 1;
  const address = isOne ? textAt(destination.properties, 'InvocationEndpoint') : undefined;
  if (!isOne || address === undefined || !isWitness(cell, destination))
    throw cannotSay([...destinations, ...connections]);
  return {
    address,
    receives: [
      'each signed checkpoint of the log: how many leaves the log had, its root, the time, the cell, the name of the key and the signature',
      'the name of the geography, in a header',
    ],
    says: 'No customer data is in it, no identifier of anybody and no document: a root tells nothing of what it was made from. Where the address leads, and what is done there with what it is sent, these templates do not say.',
  };
};

/** What EventBridge keeps for itself to send to the witness. */
export const witnessData = (cell: CellReading): readonly DataEntry[] =>
  witnessOf(cell) === undefined
    ? []
    : [
        {
          data: 'The name of the geography, which the outside witness is told with each checkpoint; it is no secret',
          kind: 'no-customer-data',
          ...unlistedFacts(cell, 'secret of EventBridge, in Secrets Manager'),
          readers: noRouteShows(),
          longestLife: [{ what: 'the name', life: 'as long as the connection to the witness is there' }],
        },
      ];

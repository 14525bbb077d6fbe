import { environmentNames } from '../../contract/access/access.ts';
import { type Environment, geographyFrom } from './environment.ts';
import type { CellPorts } from './ports.ts';
import { servingStore } from './serving.ts';
import { createDynamoDbClient } from './store/dynamodb/client.ts';
import { dynamoDbStore } from './store/dynamodb/dynamodb-store.ts';
import type { TableName } from './store/store.ts';
import { systemClock, systemRandomness, systemWait } from './system-ports.ts';

/**
 * The real ports of a function, built once outside its handler. A table that it may not use has no name here, and
 * one that does not serve the cell answers nothing.
 * @param guarded how the function finds out whether its tables serve; one function also opens a new cell
 */
export const cellPortsFrom = (environment: Environment, guarded = servingStore): CellPorts => ({
  geography: geographyFrom(environment),
  store: guarded(dynamoDbStore({ client: createDynamoDbClient(), tables: tablesFrom(environment) }), {
    geography: geographyFrom(environment),
    tables: tablesFrom(environment),
    clock: systemClock,
  }),
  clock: systemClock,
  randomness: systemRandomness,
  wait: systemWait,
});

const tablesFrom = (environment: Environment): Partial<Record<TableName, string>> => {
  const names: readonly TableName[] = ['registry', 'content', 'evidence'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const table = environment[environmentNames[name]];
      return table === undefined ? [] : [[name, table]];
    }),
  );
};

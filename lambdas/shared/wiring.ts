import { environmentNames } from '../../contract/access/access.ts';
import { tokenRulesFrom } from '../../contract/access/token-rules.ts';
import { type Geography, isGeography } from '../../domain/geographies.ts';
import { type Environment, geographyFrom, required } from './environment.ts';
import type { CellDirectory } from './http/misdirected.ts';
import type { EdgePorts } from './http/request.ts';
import { consoleLog } from './http/request-log.ts';
import type { CellPorts } from './ports.ts';
import { createDynamoDbClient } from './store/dynamodb/client.ts';
import { dynamoDbStore } from './store/dynamodb/dynamodb-store.ts';
import type { TableName } from './store/store.ts';
import { systemClock, systemRandomness, systemWait } from './system-ports.ts';

/** The real ports of a function, built once outside its handler. A table that it may not use has no name here. */
export const cellPortsFrom = (environment: Environment): CellPorts => ({
  geography: geographyFrom(environment),
  store: dynamoDbStore({ client: createDynamoDbClient(), tables: tablesFrom(environment) }),
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

/** The ports of a function with HTTP. */
export const edgePortsFrom = (environment: Environment): CellPorts & EdgePorts => ({
  ...cellPortsFrom(environment),
  cellDirectory: directoryFrom(environment),
  tokenRules: tokenRulesFrom(required(environment, 'tokenRules')),
  log: consoleLog,
});

/** The addresses of the other cells; a cell that was not told any answers 421 without an address. */
const directoryFrom = (environment: Environment): CellDirectory => {
  const parsed: unknown = JSON.parse(environment[environmentNames.cellDirectory] ?? '{}');
  const entries = Object.entries(Object(parsed)).filter(
    (entry): entry is [Geography, string] => isGeography(entry[0]) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
};

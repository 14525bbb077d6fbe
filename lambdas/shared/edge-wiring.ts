import { environmentNames } from '../../contract/access/access.ts';
import { tokenRulesFrom } from '../../contract/access/token-rules.ts';
import { type Geography, isGeography } from '../../domain/geographies.ts';
import { type Environment, geographyFrom, required } from './environment.ts';
import type { CellDirectory } from './http/misdirected.ts';
import type { EdgePorts } from './http/request.ts';
import { consoleLog } from './http/request-log.ts';

/** What the edge of a function with HTTP needs. Apart from the tables' wiring: not every such function has tables. */
export const edgePortsFrom = (environment: Environment): EdgePorts => ({
  geography: geographyFrom(environment),
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

import type {
  IdentityStatement,
  NetworkStatement,
  SignInStatement,
  Statement,
} from '../../contract/statement/statement.ts';
import { geographies } from '../../domain/geographies.ts';
import { describeNetwork } from '../../domain/network.ts';
import { globalAttributes } from '../../domain/programs/locations.ts';
import { longestGrant } from '../../domain/programs/program.ts';
import { describeDuration } from '../../domain/time.ts';
import { readCell as readTogether } from '../parity/cell.ts';
import { waysOut } from '../parity/ways-out.ts';
import type { Pin } from '../residency/pin.ts';
import type { Resource, Template } from '../residency/template/template.ts';
import { type CellReading, readCell } from './cell-reading.ts';
import { exceptionsOf } from './exceptions.ts';
import { UnknownStore } from './known-types.ts';
import { demandInNetwork } from './network-places.ts';
import { notRegionalOf } from './not-regional.ts';
import { otherData } from './other-data.ts';
import { nameOfFunction } from './readers.ts';
import { actingForPeople, ownersOfSharing } from './standing.ts';
import { tableData } from './table-data.ts';
import { movementsOf, unitedStatesOf } from './united-states.ts';
import { witnessOf } from './witness.ts';

const identityOf = (cell: CellReading): IdentityStatement => ({
  ...signInOf(cell),
  ownersOfSharing: ownersOfSharing(cell),
  actingForPeople: actingForPeople(cell),
});

const signInOf = ({ tokenRules, region }: CellReading): SignInStatement =>
  tokenRules.kind === 'user-pool'
    ? { kind: 'user-pool', region, outside: [] }
    : {
        kind: 'own-issuer',
        outside: [
          'Accounts, passwords and second factors of people: the issuer of the vendor keeps them.',
          'Names that tokens give to people and services, the roles in them, and when somebody signed in.',
          'Where the issuer keeps all this, these templates do not say; the vendor must.',
        ],
      };

const hasNetwork = ({ properties }: Resource): boolean =>
  properties.each('VpcConfig', 'SubnetIds').length > 0;

/** @throws UnknownStore where functions are in a network that something leads out of */
const demandIsolation = ({ templates }: CellReading, outside: readonly Resource[]): void => {
  const [way] = waysOut(
    readTogether(templates),
    outside.map(({ id }) => id),
  );
  if (way === undefined) return;
  throw new UnknownStore(
    `The cell is neither open nor isolated: its functions are in a network, and ${way.resource}: ${way.given}.`,
  );
};

const networkOf = (cell: CellReading): NetworkStatement => {
  const functions = cell.ofType('AWS::Lambda::Function');
  const outside = functions.filter((fn) => !hasNetwork(fn));
  if (outside.length === functions.length) return { option: 'open', says: describeNetwork.open };
  demandIsolation(cell, outside);
  const names = outside.map(nameOfFunction).join(', ');
  const exception = names === '' ? '' : ` Outside it, with a way to the internet: ${names}.`;
  demandInNetwork(outside);
  const witness =
    witnessOf(cell) === undefined
      ? ''
      : ' EventBridge, which is in no network of the cell, sends signed checkpoints to the outside witness.';
  return { option: 'isolated', says: `${describeNetwork.isolated}${exception}${witness}` };
};

const remarksOf = ({ geography, programs }: CellReading): readonly string[] => [
  `A permission that was given before an opt-out can be used for ${describeDuration(longestGrant)} more.`,
  'Where the customer’s own people connect from is not limited.',
  ...(geography === 'us' && programs.some(({ id }) => id === 'security-copilot')
    ? [
        'Government community customers on the commercial offer are in this cell: their related data and their feedback lie in the United States geography of the public cloud.',
      ]
    : []),
];

const endsWhere: readonly string[] = [
  'It says what the templates of the cell say. What somebody changed in the account afterwards is not in it.',
  'Whoever administers the account, and whom it lets in beside the roles of the cell, is not in it.',
  'What the provider does below its services, on its media and for its support, is not in it.',
  'What services of the vendor do with data that they were given is not in it.',
  'What customers and their people do with what they read is not in it.',
];

const globalsOf = ({ programs }: CellReading): Statement['global'] =>
  globalAttributes.filter((name) => programs.some(({ locations }) => locations?.global.includes(name)));

/**
 * The residency statement of a cell, compiled from its templates and nothing else (BY-9, DL-4, DL-5).
 * @throws UnknownStore where something in the templates may hold data that the statement would be silent about
 */
export const compileStatement = (templates: readonly Template[], pin: Pin): Statement => {
  const cell = readCell(templates, pin);
  const witness = witnessOf(cell);
  const { geography, region } = cell;
  return {
    version: 1,
    geography,
    name: geographies[geography].name,
    region,
    programs: cell.programs.map(({ id }) => id),
    data: [...tableData(cell), ...otherData(cell)],
    identity: identityOf(cell),
    unitedStates: unitedStatesOf(cell),
    movements: movementsOf(cell),
    exceptions: exceptionsOf(cell),
    global: globalsOf(cell),
    notRegional: notRegionalOf(cell),
    network: networkOf(cell),
    cellDirectory: cell.cellDirectory,
    ...(witness && { witness }),
    remarks: remarksOf(cell),
    endsWhere,
  };
};

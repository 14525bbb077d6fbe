import { environmentNames } from '../../contract/access/access.ts';
import type { Movement, UnitedStatesStatement } from '../../contract/statement/statement.ts';
import { geographies } from '../../domain/geographies.ts';
import type { Placement } from '../../domain/programs/use.ts';
import type { Part } from '../residency/template/part.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, referredIn, textAt } from './cell-reading.ts';
import { witnessOf } from './witness.ts';

const asText = (value: unknown): string => JSON.stringify(value);

/** Looks at roles and policies. They are global to the account, and hold no data of customers. */
const looksAtRoles = /^iam:(?:Get|List)[A-Za-z]*$/;

/** Whether a statement is about every action, or about every one but looks at roles. */
const isAboutEverything = (statement: Part): boolean => {
  if (statement.each('Action').some((action) => action.literal === '*')) return true;
  const leftOut = statement.each('NotAction');
  return leftOut.length > 0 && leftOut.every((action) => looksAtRoles.test(action.literal ?? ''));
};

/** Conditions of a statement, by operator and key: a second one would let something through. */
const conditionsOf = (statement: Part): number =>
  statement.at('Condition').flatMap((condition) => condition.leaves()).length;

/** Whether a policy denies everything where the requested region is not the cell's. */
const deniesAbroad = (policy: Resource, region: string): boolean =>
  policy.properties
    .each('PolicyDocument', 'Statement')
    .some(
      (statement) =>
        textAt(statement, 'Effect') === 'Deny' &&
        isAboutEverything(statement) &&
        conditionsOf(statement) === 1 &&
        statement.each('Resource').some((resource) => resource.literal === '*') &&
        textAt(statement, 'Condition', 'StringNotEquals', 'aws:RequestedRegion') === region,
    );

/** Roles that no policy of the cell keeps from calling another region. */
const loose = (cell: CellReading): readonly Resource[] => {
  const holding = new Set(
    cell
      .ofType('AWS::IAM::ManagedPolicy')
      .filter((policy) => deniesAbroad(policy, cell.region))
      .map(({ id }) => id),
  );
  return cell.ofType('AWS::IAM::Role').filter(({ properties }) => {
    const attached = [...properties.at('PermissionsBoundary'), ...properties.each('ManagedPolicyArns')];
    return !attached.some((policy) => holding.has(referredIn(textAt(policy) ?? '') ?? ''));
  });
};

const american = /\bus-(?:gov-|iso[a-z]?-)?[a-z]+-\d\b/;

/** Resources that name a region of the United States, the cell directory left aside: it is stated by itself. */
const naming = (cell: CellReading): readonly string[] =>
  cell.templates.flatMap(({ content }) =>
    Object.entries(Object(content.Resources)).flatMap(([id, resource]) => {
      const text = JSON.stringify(resource, (name, value) =>
        name === environmentNames.cellDirectory ? undefined : value,
      );
      return american.test(text) ? [id] : [];
    }),
  );

/** The address of an outside witness may be anywhere, the United States among it. */
const witnessed = (cell: CellReading): readonly string[] => {
  const witness = witnessOf(cell);
  return witness === undefined
    ? []
    : [
        `The cell names an address outside: signed checkpoints of the log are sent to ${witness.address}. No customer data is in them. Where it is, and whether they are processed in the United States, these templates do not say.`,
      ];
};

/**
 * Whether a grant or an address of the cell leads to processing in the United States, as far as infrastructure goes
 * (CC-2). Connections that need no grant are a matter of the network, and said there.
 */
export const unitedStatesOf = (cell: CellReading): UnitedStatesStatement => {
  const outside = witnessed(cell);
  if (cell.geography === 'us') {
    const because = ['The cell is in the United States, and so is what it processes.', ...outside];
    return { answer: 'at-home', because };
  }
  const roles = loose(cell).map(({ id }) => `${id} is not kept from calling other regions.`);
  const names = naming(cell).map((id) => `${id} names a region of the United States.`);
  const doubts = [...roles, ...names, ...outside];
  if (doubts.length > 0) return { answer: 'cannot-tell', because: doubts };
  return {
    answer: 'no-grant-and-no-address',
    because: [
      `Every role of the cell is denied each call of the provider's services outside ${cell.region}, but for looks at roles, which are global.`,
      'But for the directory of cells, which is told apart, no resource names a region of the United States, and none grants anything there.',
      'Connections that need no grant are a matter of the network, and said there.',
      'What a service of the vendor does with data that it was given is not in these templates.',
    ],
  };
};

const whereTo = (placement: Placement): string | undefined => {
  if (placement === 'stays') return undefined;
  return placement === 'as-chosen'
    ? 'to the location that an owner chose'
    : `to ${geographies[placement.movesTo].name}`;
};

/** Uses that may move data out of the geography, each under a setting that a customer decides. */
export const movementsOf = ({ programs, geography }: CellReading): readonly Movement[] =>
  programs.flatMap(({ id, uses }) =>
    Object.entries(uses).flatMap(([use, { placement }]) => {
      const where = whereTo(placement);
      const isHome = asText(placement) === asText({ movesTo: geography });
      return where === undefined || isHome
        ? []
        : [
            {
              program: id,
              use,
              where: `only while its setting permits it, ${where}; by a service of the vendor`,
            },
          ];
    }),
  );

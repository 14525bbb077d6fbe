import { environmentNames } from '../../contract/access/access.ts';
import { type TokenRules, tokenRulesFrom } from '../../contract/access/token-rules.ts';
import { everyPartition, type PartitionedTable } from '../../contract/tables/every-partition.ts';
import { everyGeography, type Geography, geographies, isGeography } from '../../domain/geographies.ts';
import { everyWholeProgram } from '../../domain/programs/located.ts';
import type { Program } from '../../domain/programs/program.ts';
import type { Pin } from '../residency/pin.ts';
import type { Part } from '../residency/template/part.ts';
import type { Resource, Template } from '../residency/template/template.ts';
import { shown } from '../residency/template/text.ts';
import { demandKnown, storeTypes, UnknownStore } from './known-types.ts';

/** A cell as its templates describe it, read once for every part of the statement. */
export type CellReading = {
  readonly geography: Geography;
  readonly region: string;
  readonly templates: readonly Template[];
  readonly resources: readonly Resource[];
  readonly ofType: (...types: readonly string[]) => readonly Resource[];
  readonly tables: Readonly<Record<PartitionedTable, Resource>>;
  readonly programs: readonly Program[];
  readonly tokenRules: TokenRules;
  readonly cellDirectory: readonly { readonly geography: Geography; readonly address: string }[];
};

/**
 * What stands at a place, with `${Id}` or `${Id.Attribute}` for what the stack makes itself.
 * @throws UnknownStore where one of several things may stand there: a statement is of one cell
 */
export const textAt = (part: Part, ...names: readonly string[]): string | undefined => {
  const [found, other] = part.at(...names);
  if (other !== undefined) throw new UnknownStore(`More than one thing may stand at ${other.path}.`);
  return found === undefined ? undefined : shown(found.text);
};

/** The logical id that a text refers to: of `${Table.Arn}`, `Table`. */
export const referredIn = (text: string): string | undefined => /^\$\{([A-Za-z0-9]+)/.exec(text)?.[1];

const functionType = 'AWS::Lambda::Function';

/** The first value that any function is told under a name. */
const toldAs = (resources: readonly Resource[], name: string): string | undefined =>
  resources
    .filter(({ type }) => type === functionType)
    .map(({ properties }) => textAt(properties, 'Environment', 'Variables', name))
    .find((text) => text !== undefined);

const demanded = (resources: readonly Resource[], name: keyof typeof environmentNames): string => {
  const text = toldAs(resources, environmentNames[name]);
  if (text === undefined)
    throw new UnknownStore(`No function is told ${environmentNames[name]}: this is no cell.`);
  return text;
};

const tableTypes: readonly string[] = [storeTypes.table, storeTypes.globalTable];

/** Functions are told their tables by name; a table that nobody is told has no meaning here. */
const tablesOf = (resources: readonly Resource[]): CellReading['tables'] => {
  const made = resources.filter(({ type }) => tableTypes.includes(type));
  const named = Object.keys(everyPartition).map((name) => {
    const id = referredIn(demanded(resources, name as PartitionedTable));
    const table = made.find((candidate) => candidate.id === id);
    if (table === undefined)
      throw new UnknownStore(`The templates have no table that functions know as ${name}.`);
    return [name, table] as const;
  });
  const others = made.filter((table) => !named.some(([, known]) => known === table));
  if (others.length > 0) {
    throw new UnknownStore(`No function knows what is in ${others.map(({ id }) => id).join(', ')}.`);
  }
  return Object.fromEntries(named) as CellReading['tables'];
};

const programsOf = (resources: readonly Resource[]): readonly Program[] => {
  const ids: readonly unknown[] = JSON.parse(demanded(resources, 'programs'));
  return everyWholeProgram.filter(({ id }) => ids.includes(id));
};

const directoryOf = (resources: readonly Resource[]): CellReading['cellDirectory'] => {
  const addresses = Object(JSON.parse(demanded(resources, 'cellDirectory'))) as Record<string, unknown>;
  return Object.entries(addresses)
    .flatMap(([geography, address]) =>
      isGeography(geography) && typeof address === 'string' ? [{ geography, address }] : [],
    )
    .sort((one, other) => everyGeography.indexOf(one.geography) - everyGeography.indexOf(other.geography));
};

/** @throws UnknownStore where a condition or a parameter decides what a resource is like */
const demandDecided = (resources: readonly Resource[]): void => {
  const open = resources
    .flatMap(({ properties }) => [properties, ...properties.leaves()])
    .find(
      ({ standing, possible, unknown }) =>
        standing !== 'certain' ||
        possible.kind === 'unknown' ||
        (possible.kind === 'text' && unknown !== undefined),
    );
  if (open === undefined) return;
  throw new UnknownStore(
    `The templates leave open what stands at ${open.path}: ${open.unknown ?? 'a condition decides'}.`,
  );
};

/**
 * Reads the templates of a cell.
 * @throws UnknownStore where something in them may hold data that the statement would be silent about
 */
export const readCell = (templates: readonly Template[], pin: Pin): CellReading => {
  const geography = everyGeography.find((each) => geographies[each].region === pin.home);
  if (geography === undefined) throw new UnknownStore(`No cell is at home in ${pin.home}.`);
  const resources = templates.flatMap((template) => template.resources);
  demandKnown(resources);
  demandDecided(resources);
  return {
    geography,
    region: pin.home,
    templates,
    resources,
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    tables: tablesOf(resources),
    programs: programsOf(resources),
    tokenRules: tokenRulesFrom(demanded(resources, 'tokenRules')),
    cellDirectory: directoryOf(resources),
  };
};

import type { Geography } from '../../domain/geographies.ts';
import { everyProgram } from '../../domain/programs/catalog.ts';
import type { Program } from '../../domain/programs/program.ts';
import { type ConfigInput, chosenPrograms } from '../../lib/config.ts';
import { judgeParity } from '../../lib/parity/judge-parity.ts';
import { describeMismatch, type Mismatch } from '../../lib/parity/mismatch.ts';
import { aConfig, type Json, onlyCell, synthesizeCells } from './cells.ts';

type Fields = Record<string, unknown>;
export type EditableResource = { Type: string; Properties: Record<string, Json | Fields | undefined> };
/** The resources of both stacks of a cell, to be changed by hand. */
export type Editable = Record<string, EditableResource>;

const copyOf = (template: unknown) => structuredClone(template) as { Resources: Editable; Outputs: Fields };

const idOf = (all: Editable, prefix: string, type?: string): string => {
  const found = Object.keys(all).filter(
    (id) => id.startsWith(prefix) && (type === undefined || all[id]?.Type === type),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} of ${prefix}*`);
  return only;
};

/** The one resource whose logical id starts so. */
export const resource = (all: Editable, prefix: string): EditableResource =>
  all[idOf(all, prefix)] as EditableResource;

/** Takes away the one resource, of a type where one is given, whose logical id starts so. */
export const without = (prefix: string, type?: string) => (all: Editable) => {
  delete all[idOf(all, prefix, type)];
};

/** Gives the one resource whose logical id starts so other properties. */
export const changed = (prefix: string, properties: Record<string, Json>) => (all: Editable) => {
  Object.assign(resource(all, prefix).Properties, properties);
};

/** Tells the one function whose logical id starts so something more, or something else. */
export const told = (prefix: string, variables: Record<string, string>) => (all: Editable) => {
  const { Environment } = resource(all, prefix).Properties;
  Object.assign((Environment as { Variables: Record<string, string> }).Variables, variables);
};

/** Puts something beside the resources of the service stack. */
export const planted = (Type: string, Properties: Record<string, Json>) => (all: Editable) => {
  all.Planted = { Type, Properties };
};

type Statement = { Effect: string; Action: Json; Resource: Json };

/** Lets the role of a function do something more. */
export const alsoAllowed =
  (role: string, Action: Json, Resource: Json = '*') =>
  (all: Editable) => {
    const policies = resource(all, role).Properties.Policies as unknown as {
      PolicyDocument: { Statement: Statement[] };
    }[];
    policies[0]?.PolicyDocument.Statement.push({ Effect: 'Allow', Action, Resource });
  };

/** Every program that there is. */
export const everyChoice: Partial<ConfigInput> = { programs: everyProgram.map(({ id }) => id) };

/** Programs none of whose uses keeps a record. */
export const nothingKept: Partial<ConfigInput> = {
  programs: ['customer-service-copilot', 'customer-service-insights'],
  services: [{ name: 'assistant', scopes: ['settings.read'] }],
};

export type Case = {
  readonly geography?: Geography;
  readonly changes?: Partial<ConfigInput>;
  readonly programs?: readonly Program[];
  readonly edit?: (all: Editable) => void;
};

/** What is said of a cell whose templates were edited after their synthesis. */
export const mismatchesOf = ({
  geography = 'us',
  changes = {},
  programs,
  edit,
}: Case): readonly Mismatch[] => {
  const given = { ...changes, geographies: [geography] };
  const config = aConfig(given);
  const [storage, service] = onlyCell(synthesizeCells(given)).stacks.map(({ template }) => copyOf(template));
  if (storage === undefined || service === undefined) throw new Error('A cell has two stacks.');
  const all: Editable = { ...storage.Resources, ...service.Resources };
  edit?.(all);
  const own = new Set(Object.keys(storage.Resources));
  const keep = (isStorage: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => own.has(id) === isStorage));
  const templates = [
    { name: 'storage', content: { ...storage, Resources: keep(true) } },
    { name: 'service', content: { ...service, Resources: keep(false) } },
  ];
  return judgeParity(templates, { geography, programs: programs ?? chosenPrograms(config.programs), config });
};

/** The sentences of one direction. */
export const saidOf = (found: readonly Mismatch[], direction: Mismatch['direction']): readonly string[] =>
  found.filter((mismatch) => mismatch.direction === direction).map(describeMismatch);

import {
  asFields,
  asList,
  calledIn,
  type Fields,
  isFields,
  isList,
  type Json,
} from '../residency/template/values.ts';

/** A synthesized template of a cell, parsed. */
export type CellTemplate = { readonly name: string; readonly content: unknown };

/** A resource of a cell, whichever of its stacks it stands in. */
export type CellResource = {
  readonly id: string;
  /** The template that it stands in. */
  readonly template: string;
  readonly type: string;
  readonly properties: Fields;
};

/**
 * The templates of one cell, read together. A reference is a text: `<Id>` for a resource, `<Id.Arn>` for an
 * attribute of one; what one stack exports and another imports is the same text in both.
 */
export type Cell = {
  readonly resources: readonly CellResource[];
  readonly ofType: (...types: readonly string[]) => readonly CellResource[];
  /** A value as a text. */
  readonly text: (value: Json | undefined) => string;
  /** The texts of a list; a single value counts as a list of one. */
  readonly texts: (value: Json | undefined) => readonly string[];
  /** What the outputs of the stacks are called, with their values. */
  readonly outputs: ReadonlyMap<string, string>;
};

/** The text that stands for an attribute of what a reference names: `<Id.Arn>` of `<Id>`. */
export const attributeOf = (reference: string, attribute: string): string =>
  reference.replace(/>$/, `.${attribute}>`);

const entriesOf = (templates: readonly CellTemplate[], section: string) =>
  templates.flatMap(({ name, content }) =>
    Object.entries(asFields(asFields(content)[section])).map(([id, given]) => ({
      id,
      template: name,
      given: asFields(given),
    })),
  );

type Texts = (value: Json | undefined) => string;

/** What a function of CloudFormation gives, as far as a parity needs it: anything else keeps its own words. */
const called = (name: string, argument: Json, text: Texts, imported: (name: string) => Json): string => {
  if (name === 'Ref') return `<${text(argument)}>`;
  if (name === 'Fn::ImportValue') return text(imported(text(argument)));
  if (name === 'Fn::GetAtt') return `<${asList(argument).map(text).join('.')}>`;
  if (name === 'Fn::Join') {
    const [separator, parts] = asList(argument);
    return asList(parts).map(text).join(text(separator));
  }
  return JSON.stringify({ [name]: argument });
};

/** Reads the templates of one cell. */
export const readCell = (templates: readonly CellTemplate[]): Cell => {
  const outputs = entriesOf(templates, 'Outputs');
  const exported = new Map(
    outputs.map(({ given }) => [String(asFields(given.Export).Name), given.Value ?? null] as const),
  );
  const imported = (name: string): Json => exported.get(name) ?? `<import ${name}>`;
  const text: Texts = (value = null) => {
    if (typeof value === 'string') return value;
    const call = calledIn(value);
    if (call !== undefined) return called(call.name, call.argument, text, imported);
    return JSON.stringify(value);
  };
  const resources = entriesOf(templates, 'Resources').map(({ id, template, given }) => ({
    id,
    template,
    type: text(given.Type),
    properties: asFields(given.Properties),
  }));
  const byType = Map.groupBy(resources, ({ type }) => type);
  return {
    resources,
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    text,
    texts: (value) => (isList(value) ? value.map(text) : value === undefined ? [] : [text(value)]),
    outputs: new Map(outputs.map(({ id, given }) => [id, text(given.Value)])),
  };
};

/** A value in which every reference, however deep, is the text that stands for it. */
export const written = (cell: Pick<Cell, 'text'>, value: Json | undefined): Json => {
  if (calledIn(value ?? null) !== undefined) return cell.text(value);
  if (isList(value)) return value.map((item) => written(cell, item));
  if (!isFields(value)) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, written(cell, below)]));
};

/** The fields at a path below, or none. */
export const below = (fields: Fields, ...names: readonly string[]): Fields =>
  names.reduce<Fields>((found, name) => asFields(found[name]), fields);

/** A list of fields; a single one counts as a list of one. */
export const eachOf = (value: Json | undefined): readonly Fields[] =>
  isList(value) ? value.filter(isFields) : isFields(value) ? [value] : [];

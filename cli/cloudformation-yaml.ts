import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { TemplateError } from '../lib/residency/template/template.ts';
import type { Json } from '../lib/residency/template/values.ts';
import { demandNamesOnce } from './names-once.ts';

/** More than a template that CloudFormation takes can hold: aliases of aliases end here. */
const mostNodes = 500_000;

/** Levels, aliases included: more than anybody writes, and an alias of itself has no end. */
const deepest = 1_000;

/** The function that a tag is short for. */
const functionOf = (tag: string): string => {
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
};

const argumentOf = (name: string, value: Json): Json => {
  if (name !== 'Fn::GetAtt' || typeof value !== 'string') return value;
  const [resource = '', ...attributes] = value.split('.');
  return [resource, attributes.join('.')];
};

/** A name of a map, as JSON would have it. */
const nameOf = (key: unknown): string => {
  if (!isScalar(key)) throw new TemplateError('a name in a map is no text');
  const name = key.source ?? String(key.value);
  if (name === '<<' && key.type === 'PLAIN') {
    throw new TemplateError('it merges maps by "<<", which CloudFormation does not do');
  }
  return name;
};

const plain = (node: Node | null, convert: (node: Node | null) => Json): Json => {
  if (isSeq<Node>(node)) return node.items.map(convert);
  if (isMap<unknown, Node | null>(node)) {
    const entries = node.items.map(({ key, value }) => [nameOf(key), value] as const);
    demandNamesOnce(entries.map(([name]) => name));
    return Object.fromEntries(entries.map(([name, value]) => [name, convert(value)]));
  }
  if (!isScalar(node)) return null;
  const { value, source } = node;
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  // CloudFormation takes `yes` and `on` for true, and leaves single letters alone.
  if (typeof value === 'boolean' && !/^[yn]$/i.test(source ?? '')) return value;
  // An account number keeps its zeros, and a date is what was written.
  return source ?? String(value);
};

const toJson = (document: Document): Json => {
  let seen = 0;
  let depth = 0;
  const convert = (node: Node | null): Json => {
    seen += 1;
    depth += 1;
    if (seen > mostNodes) throw new TemplateError(`it holds more than ${mostNodes} values`);
    if (depth > deepest)
      throw new TemplateError('it goes in circles, or is nested too deep to be a template');
    const value = isAlias(node) ? convert(node.resolve(document) ?? null) : plain(node, convert);
    depth -= 1;
    const tag = node?.tag;
    if (tag === undefined || !/^![A-Za-z]/.test(tag)) return value;
    return { [functionOf(tag)]: argumentOf(functionOf(tag), value) };
  };
  return convert(document.contents as Node | null);
};

/**
 * Reads YAML with the short forms of CloudFormation's functions (`!Sub`). A tag that nobody knows becomes a call
 * of a function that nobody knows.
 * @throws SyntaxError when it is no YAML
 * @throws TemplateError when it is too large or too deep, holds several documents, or gives a name twice
 */
export const parseCloudFormationYaml = (text: string): Json => {
  // CloudFormation reads YAML of the older version. The level 'silent' would pass over a second document without a
  // word.
  const document = parseDocument(text, { logLevel: 'error', uniqueKeys: false, version: '1.1' });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') {
    throw new TemplateError('it holds several documents, and a template is one');
  }
  if (error !== undefined) throw new SyntaxError(error.message.split('\n')[0] ?? 'it is no YAML');
  return toJson(document);
};

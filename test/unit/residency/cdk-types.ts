import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const library = dirname(createRequire(import.meta.url).resolve('aws-cdk-lib/package.json'));
const texts = new Map<string, string>();

const typingsOf = (service: string): string => {
  const name = service.toLowerCase();
  const path = join(library, `aws-${name}`, 'lib', `${name}.generated.d.ts`);
  const known = texts.get(path) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '');
  texts.set(path, known);
  return known;
};

/** The text between the brace after a place and the one that closes it. */
const block = (text: string, from: number): string => {
  let depth = 0;
  for (let at = text.indexOf('{', from); at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return text.slice(from, at);
  }
  return '';
};

const blocksAt = (text: string, pattern: RegExp): readonly string[] =>
  Array.from(text.matchAll(pattern), ({ index }) => block(text, index));

/** Without comments, which may hold braces and whatever else. */
const bare = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, '');

/**
 * The names of every property of a CloudFormation type, nested ones included, from the typings that CDK has generated
 * from CloudFormation's own specification. Undefined where CDK does not know the type.
 */
export const propertiesOf = (type: string): readonly string[] | undefined => {
  const [, service = '', name = ''] = type.split('::');
  const text = bare(typingsOf(service));
  const own = blocksAt(text, new RegExp(`export interface Cfn${name}Props \\{`, 'g'));
  if (own.length === 0) return undefined;
  const nested = blocksAt(text, new RegExp(`export declare namespace Cfn${name} \\{`, 'g'));
  const names = [...own, ...nested].flatMap((one) =>
    Array.from(one.matchAll(/readonly (\w+)\??:/g), ([, property = '']) => property),
  );
  return [...new Set(names)].sort();
};

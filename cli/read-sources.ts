import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Source, TemplateError } from '../lib/residency/template/template.ts';
import { isFields, type Json } from '../lib/residency/template/values.ts';
import { parseCloudFormationYaml } from './cloudformation-yaml.ts';
import { demandNamesOnceInJson } from './names-once.ts';
import { filesOfAssembly, isAssembly } from './read-assembly.ts';

/** Bytes. CloudFormation itself takes one million; there is room for comments and indentation. */
const largest = 5_000_000;

/** A template with the text that it was read from. */
export type TextSource = Source & {
  readonly text: string;
  /** Where a cloud assembly says that it is deployed to, `aws://<account>/<region>`; nothing where none says so. */
  readonly environments: readonly string[];
};

const because = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const parse = (text: string): Json => {
  if (!text.trimStart().startsWith('{')) return parseCloudFormationYaml(text);
  const parsed = JSON.parse(text) as Json;
  demandNamesOnceInJson(text);
  return parsed;
};

const readFile = (path: string): TextSource => {
  const { size } = statSync(path);
  if (size > largest) {
    throw new TemplateError(
      `${path} has ${size} bytes; at most ${largest} are read, and CloudFormation takes less.`,
    );
  }
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  try {
    return { name: path, text, content: parse(text), environments: [] };
  } catch (error) {
    const why = error instanceof TemplateError ? 'cannot be read' : 'is neither JSON nor YAML';
    throw new TemplateError(`${path} ${why}: ${because(error)}`);
  }
};

/** A file of a folder; in a cloud assembly, what is beside its templates is meant to be no template. */
type Found = { readonly path: string; readonly kind: 'assembly part' | 'candidate' | 'other' };

const filesIn = (folder: string): readonly Found[] => {
  const isPart = isAssembly(folder);
  const named = isPart ? /\.template\.json$/ : /\.(json|ya?ml|template)$/i;
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly Found[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(\.|asset\.|node_modules$)/.test(entry.name) ? [] : filesIn(path);
    }
    if (named.test(entry.name)) return [{ path, kind: 'candidate' }];
    return [{ path, kind: isPart ? 'assembly part' : 'other' }];
  });
};

/** Files of a folder that may be templates. A cloud assembly says by their names which are. */
const candidatesIn = (folder: string): readonly string[] =>
  filesIn(folder)
    .filter(({ kind }) => kind === 'candidate')
    .map(({ path }) => path);

/** The files of a folder that are not read, because their names do not end as those of templates do. */
export const passedOverIn = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? filesIn(path)
        .filter(({ kind }) => kind === 'other')
        .map((file) => file.path)
    : [];

const isTemplate = ({ content }: Source): boolean =>
  isFields(content) && ('Resources' in content || 'AWSTemplateFormatVersion' in content);

/** What a cloud assembly deploys, and what lies in it and looks like a template. */
const readAssembly = (folder: string): readonly TextSource[] => {
  const deployed = filesOfAssembly(folder);
  const missing = deployed.find(({ path }) => !existsSync(path));
  if (missing !== undefined) throw new TemplateError(`There is no ${missing.path}, which is to be deployed.`);
  const named = deployed.map(({ path }) => path);
  const others = candidatesIn(folder)
    .filter((path) => !named.includes(path))
    .map(readFile)
    .filter(isTemplate);
  const read = [...new Set(named)].map((path) => ({
    ...readFile(path),
    environments: deployed.flatMap((file) =>
      file.path === path && file.environment !== undefined ? [file.environment] : [],
    ),
  }));
  return [...read, ...others];
};

const readFolder = (folder: string): readonly TextSource[] => {
  const found = isAssembly(folder)
    ? readAssembly(folder)
    : candidatesIn(folder).map(readFile).filter(isTemplate);
  if (found.length === 0) throw new TemplateError(`There is no template in ${folder}.`);
  return found;
};

/**
 * Reads a template, or every template of a folder, the stages of a `cdk.out` included.
 * @throws TemplateError when a file cannot be read, or a folder holds no template
 */
export const readSources = (path: string): readonly TextSource[] => {
  if (!existsSync(path)) throw new TemplateError(`There is no ${path}.`);
  return statSync(path).isDirectory() ? readFolder(path) : [readFile(path)];
};

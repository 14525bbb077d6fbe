import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationStack,
  PolicyViolation,
} from 'aws-cdk-lib';
import type { CarriedFile } from '../contract/access/access.ts';
import { everyFunction } from '../contract/access/every-function.ts';
import { carriedContent, type Declared } from './carried-files.ts';
import { cellsOf, pinOfCell, sourcesOf } from './cell-templates.ts';
import { readTemplates, type Template } from './residency/template/template.ts';
import { UnknownStore } from './statement/known-types.ts';

/** What the assembly says of the assets of a stack, as far as it is read here. */
type Assets = { readonly files: Readonly<Record<string, { readonly source: { readonly path: string } }>> };

type Carried = { readonly function: string; readonly template: string; readonly content: string };

/** Where the code of each function of a stack lies in the assembly, by the key that its template names. */
const directoriesOf = (templatePath: string): ReadonlyMap<string, string> => {
  const manifest = templatePath.replace(/\.template\.json$/, '.assets.json');
  const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as Assets;
  const folder = dirname(templatePath);
  return new Map(Object.entries(files).map(([hash, { source }]) => [hash, join(folder, source.path)]));
};

/** Every function of a cell beside whose code a file of this name lies. */
const carriersOf = (name: CarriedFile, templates: readonly Template[]): readonly Carried[] =>
  templates.flatMap((template) => {
    const directories = directoriesOf(template.name);
    return template.resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .flatMap(({ id, properties }) => {
        const key = properties.at('Code', 'S3Key')[0]?.literal ?? '';
        const file = join(directories.get(key.replace(/\.zip$/, '')) ?? '', name);
        return existsSync(file)
          ? [{ function: id, template: template.name, content: readFileSync(file, 'utf8') }]
          : [];
      });
  });

const violation = (
  name: CarriedFile,
  found: Omit<Carried, 'content'>,
  description: string,
): PolicyViolation => ({
  ruleName: 'carried-files',
  description,
  fix: `Let ${name} speak of everything in the cell, and change nothing after every aspect has run.`,
  severity: 'fatal',
  violatingResources: [{ resourceLogicalId: found.function, templatePath: found.template, locations: [] }],
});

const contentDue = (...about: Parameters<typeof carriedContent>): string | UnknownStore => {
  try {
    return carriedContent(...about);
  } catch (error) {
    if (error instanceof UnknownStore) return error;
    throw error;
  }
};

const sourceOf = (name: CarriedFile): string =>
  name === 'transfer-terms.json' || name === 'programs.json' ? 'the configuration' : 'the templates';

const everyCarried = [...new Set(everyFunction.flatMap(({ carries = [] }) => [...carries]))];

const checkCell = (
  stacks: readonly PolicyValidationStack[],
  declared: Declared,
): readonly PolicyViolation[] => {
  const pin = pinOfCell(stacks);
  if (pin === undefined) return []; // The residency rules stop a stack that is nowhere at home.
  const templates = readTemplates(sourcesOf(stacks), pin);
  return everyCarried.flatMap((name) => {
    const carriers = carriersOf(name, templates);
    const nobody = { function: '', template: templates[0]?.name ?? '' };
    if (carriers.length === 0) return [violation(name, nobody, `no function of ${pin.home} carries ${name}`)];
    const due = contentDue(name, { templates, pin, declared });
    if (due instanceof UnknownStore) return [violation(name, nobody, due.message)];
    return carriers
      .filter(({ content }) => content !== due)
      .map((carrier) =>
        violation(name, carrier, `${name} says other things than ${sourceOf(name)} of ${pin.home}`),
      );
  });
};

/**
 * Stops the synthesis where a file that a function carries is not what follows from the synthesized templates or the
 * configuration: what a cell states and what it consists of cannot drift apart (BY-9). It cannot be acknowledged away.
 */
export class CarriedFilesCheck implements IPolicyValidationPlugin {
  readonly name = 'carried-files';
  readonly ruleIds = ['carried-files'];

  readonly #declared: Declared;

  /** @param declared the configuration, as far as files are written from it */
  constructor(declared: Declared) {
    this.#declared = declared;
  }

  validate({ stackTemplates }: IPolicyValidationContext) {
    const violations = cellsOf(stackTemplates).flatMap((cell) => checkCell(cell, this.#declared));
    return { success: violations.length === 0, violations };
  }
}

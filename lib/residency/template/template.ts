import type { Pin } from '../pin.ts';
import { decide } from './conditions.ts';
import { Part } from './part.ts';
import type { Possible } from './possible.ts';
import { resolve } from './resolve.ts';
import { type Scope, scopeOf } from './scope.ts';
import { literally } from './text.ts';
import { asFields, type Fields, isFields, type Json } from './values.ts';

/** A file that is no template: the message says why. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** A resource that a deployment makes, or may make. */
export type Resource = {
  readonly id: string;
  /** Empty where the template leaves it to a macro or a module. */
  readonly type: string;
  readonly properties: Part;
  /** What stands beside the properties and is acted on: `AWS::CloudFormation::Init` and the like. */
  readonly metadata: readonly Part[];
  /** The resources of its template: two templates may use one logical id. */
  readonly among: Fields;
};

/** A template, as it is when it is deployed to the home of a pin. */
export type Template = {
  /** Where it was read from. */
  readonly name: string;
  readonly content: Fields;
  readonly resources: readonly Resource[];
  /** Of all templates that were given together: what one exports, another may use. */
  readonly together: readonly Resource[];
  /** Whether a condition of the template holds where it is deployed to a region. */
  readonly decideIn: (region: string, condition: Json) => boolean | undefined;
};

/** Text of a template, parsed. */
export type Source = { readonly name: string; readonly content: unknown };

/** More nesting than anybody writes; CloudFormation itself takes far less. */
const deepest = 150;

const depthIsFine = (value: unknown, left = deepest): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (left > 0 && Object.values(value).every((below) => depthIsFine(below, left - 1)));

const contentOf = ({ name, content }: Source): Fields => {
  if (!isFields(content) || !isFields(content.Resources)) {
    throw new TemplateError(`${name} is no CloudFormation template: it has no Resources.`);
  }
  if (!depthIsFine(content)) throw new TemplateError(`${name} is nested more than ${deepest} levels deep.`);
  // A map of its own: by it references tell the resources of one template from those of another.
  return { ...content, Resources: { ...content.Resources } };
};

type Exports = ReadonlyMap<string, () => readonly Possible[]>;

const exportsOf = (content: Fields, scope: Scope): Exports =>
  new Map(
    Object.values(asFields(content.Outputs)).flatMap((output) => {
      const { Export, Value = null } = asFields(output);
      const names = resolve(asFields(Export).Name ?? null, scope);
      return names.flatMap((possible) => {
        const name = possible.kind === 'text' ? literally(possible.text) : undefined;
        return name === undefined ? [] : [[name, () => resolve(Value, scope)] as const];
      });
    }),
  );

/** What tools write beside a resource for themselves, and nothing that is deployed reads. */
const ofTools = /^(aws:|cdk_nag$|cfn_nag$|cfn-lint$)/;

const metadataOf = (declared: Json, id: string, scope: Scope): readonly Part[] =>
  Object.entries(asFields(asFields(declared).Metadata)).flatMap(([name, value]) =>
    ofTools.test(name) ? [] : Part.at(`Resources/${id}/Metadata/${name}`, value, scope),
  );

const resourcesOf = (scope: Scope): readonly Resource[] =>
  Object.entries(scope.resources).flatMap(([id, declared]) => {
    const { Type, Properties = {}, Condition } = asFields(declared);
    const isMade = Condition === undefined ? true : decide(Condition, scope, resolve);
    const path = `Resources/${id}/Properties`;
    if (isMade === false) return [];
    const type = typeof Type === 'string' ? Type : '';
    const standing = isMade ? 'certain' : 'possible';
    const metadata = metadataOf(declared, id, scope);
    return Part.at(path, Properties, scope, standing).map((properties) => ({
      ...{ id, type, properties, metadata, among: scope.resources },
    }));
  });

/**
 * Reads templates that belong together: what one exports, another may import.
 * @throws TemplateError when one is no template
 */
export const readTemplates = (sources: readonly Source[], pin: Pin): readonly Template[] => {
  const contents = sources.map((source) => ({ name: source.name, content: contentOf(source) }));
  const deployment = { region: pin.home, ...(pin.account !== undefined && { account: pin.account }) };
  const exported = exportsTogether(
    contents.map(({ content }) => exportsOf(content, scopeOf(content, deployment))),
  );
  const resources = contents.map(({ content }) => resourcesOf(scopeOf(content, { ...deployment, exported })));
  const together = resources.flat();
  return contents.map(({ name, content }, at) => ({
    name,
    content,
    resources: resources[at] ?? [],
    together,
    decideIn: (region, condition) => decide(condition, scopeOf(content, { ...deployment, region }), resolve),
  }));
};

/** What an export itself imports is not followed: it stays unknown, and so no cycle is walked. */
const exportsTogether = (all: readonly Exports[]) => (name: string) =>
  all.map((exports) => exports.get(name)?.()).find((found) => found !== undefined);

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationStack,
  PolicyViolation,
} from 'aws-cdk-lib';
import { foreignMentions, type Mention, mentionsIn } from './residency/code-hints.ts';
import { definePin } from './residency/pin.ts';
import { isRegion } from './residency/regions.ts';

const isCode = (file: string): boolean => /\.(c|m)?js$|\.py$/.test(file);

const codeBelow = (path: string): readonly string[] => {
  if (!statSync(path).isDirectory()) return isCode(path) ? [path] : [];
  return readdirSync(path).flatMap((name) => codeBelow(join(path, name)));
};

type Assets = {
  readonly files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
};

/** The bundles that a stack deploys, as the assembly lists them beside its template. */
const bundlesOf = ({ templatePath }: PolicyValidationStack): readonly string[] => {
  const manifest = templatePath.replace(/\.template\.json$/, '.assets.json');
  const { files = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as Assets;
  return Object.values(files).flatMap(({ source: { path } }) =>
    path === undefined ? [] : [resolve(dirname(templatePath), path)],
  );
};

/** The nine cells deploy the same bundles: each file is read once. */
class CodeReader {
  readonly #read = new Map<string, readonly Mention[]>();

  mentions(file: string): readonly Mention[] {
    const found = this.#read.get(file) ?? mentionsIn(readFileSync(file, 'utf8'));
    this.#read.set(file, found);
    return found;
  }
}

const severities = { address: 'fatal', name: 'warning' } as const;

const hintsOf = (stack: PolicyValidationStack, reader: CodeReader): readonly PolicyViolation[] => {
  const { region, templatePath } = stack;
  if (region === undefined || !isRegion(region)) return [];
  const pin = definePin(region);
  return bundlesOf(stack)
    .flatMap(codeBelow)
    .flatMap((file) =>
      foreignMentions(reader.mentions(file), pin).map(
        ({ kind, reason, at }): PolicyViolation => ({
          ruleName: `code-${kind}`,
          description: `${reason} (${file}, character ${at})`,
          fix: 'Take the region from the environment of the function.',
          severity: severities[kind],
          violatingResources: [{ resourceLogicalId: '', templatePath, locations: [file] }],
        }),
      ),
    );
};

/**
 * Looks through the bundles that are deployed for places outside the region of their stack. The address of an AWS
 * endpoint abroad stops the synthesis; the bare name of a region is only shown. That nothing was found proves
 * nothing: the boundary on every role stands against what code does.
 */
export class BundleHints implements IPolicyValidationPlugin {
  readonly name = 'bundle-hints';
  readonly ruleIds = ['code-address', 'code-name'];

  validate({ stackTemplates }: IPolicyValidationContext) {
    const reader = new CodeReader();
    const violations = stackTemplates.flatMap((stack) => hintsOf(stack, reader));
    return { success: violations.every(({ severity }) => severity !== 'fatal'), violations };
  }
}

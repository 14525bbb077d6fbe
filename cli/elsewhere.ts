import type { Statement } from '../contract/statement/statement.ts';
import type { Pin } from '../lib/residency/pin.ts';
import { knownRegions } from '../lib/residency/regions.ts';
import { refuses } from '../lib/residency/rules/vacuous-pin.ts';
import { readTemplates, type Source } from '../lib/residency/template/template.ts';
import { asFields } from '../lib/residency/template/values.ts';
import { UsageError } from './usage-error.ts';

/** A template that refuses to be deployed to the home of a pin, and the regions that it admits. */
type Elsewhere = {
  readonly name: string;
  /** Whether it makes keys and nothing else. */
  readonly kind: 'a cell' | 'a key';
  readonly admits: readonly string[];
};

const elsewhereOf = (sources: readonly Source[], pin: Pin): readonly Elsewhere[] =>
  readTemplates(sources, pin)
    .filter((template) => refuses(template, pin.home))
    .map((template) => {
      const made = Object.values(asFields(template.content.Resources));
      const types = made.map((one) => asFields(one).Type).filter((type) => type !== 'AWS::CDK::Metadata');
      const isKey = types.length > 0 && types.every((type) => type === 'AWS::KMS::Key');
      return {
        name: template.name,
        kind: isKey ? 'a key' : 'a cell',
        admits: knownRegions.filter((region) => !refuses(template, region)),
      };
    });

const refusal = ({ name, admits }: Elsewhere, home: string): UsageError => {
  const allowed = admits.join(', ') || 'no region that is known';
  return new UsageError(`${name} refuses to be deployed there: given ${home}, allowed ${allowed}.`);
};

/**
 * Parts templates into those of the cell and those of keys that say of themselves that they are for another region.
 * @throws UsageError where anything but a key refuses to be deployed where the cell is said to be
 * @throws TemplateError when one is no template
 */
export const partedByPin = <Given extends Source>(
  sources: readonly Given[],
  pin: Pin,
): { readonly here: readonly Given[]; readonly elsewhere: readonly Elsewhere[] } => {
  const elsewhere = elsewhereOf(sources, pin);
  const odd = elsewhere.find(({ kind }) => kind === 'a cell');
  if (odd !== undefined) throw refusal(odd, pin.home);
  const names = new Set(elsewhere.map(({ name }) => name));
  return { here: sources.filter(({ name }) => !names.has(name)), elsewhere };
};

/**
 * Demands of keys elsewhere that they are where the cell has copies.
 * @throws UsageError where one is of another cell
 */
export const demandCopies = (elsewhere: readonly Elsewhere[], { data }: Statement, { home }: Pin): void => {
  const regions = new Set(data.flatMap(({ copies }) => copies.map(({ region }) => region)));
  const odd = elsewhere.find(({ admits }) => !admits.some((region) => regions.has(region)));
  if (odd !== undefined) throw refusal(odd, home);
};

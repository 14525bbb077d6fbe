import type { Possible } from './possible.ts';
import { asFields, type Fields } from './values.ts';

/** What the values of a template are resolved against: its sections, and the deployment that is assumed. */
export type Scope = {
  readonly region: string;
  readonly account?: string;
  readonly parameters: Fields;
  readonly mappings: Fields;
  readonly conditions: Fields;
  readonly resources: Fields;
  /** What the stacks that were given together export, by name. */
  readonly exported: (name: string) => readonly Possible[] | undefined;
  /** Conditions that are being decided: to meet one again is a cycle. */
  readonly open: ReadonlySet<string>;
  /** Conditions that were decided: one that many others name is decided once. */
  readonly decided: Map<string, boolean | undefined>;
};

/** The scope of a template that is deployed to a region. */
export const scopeOf = (
  template: Fields,
  { region, account, exported = () => undefined }: Pick<Scope, 'region'> & Partial<Scope>,
): Scope => ({
  region,
  ...(account !== undefined && { account }),
  parameters: asFields(template.Parameters),
  mappings: asFields(template.Mappings),
  conditions: asFields(template.Conditions),
  resources: asFields(template.Resources),
  exported,
  open: new Set(),
  decided: new Map(),
});

export const opening = (scope: Scope, name: string): Scope => ({
  ...scope,
  open: new Set([...scope.open, name]),
});

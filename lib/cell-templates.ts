import { readFileSync } from 'node:fs';
import type { PolicyValidationStack } from 'aws-cdk-lib';
import { everyGeography, geographies } from '../domain/geographies.ts';
import { definePin, type Pin } from './residency/pin.ts';
import type { Source } from './residency/template/template.ts';

/** The regions that cells are at home in. */
export const homes: readonly string[] = everyGeography.map((geography) => geographies[geography].region);

/** Stacks of one region and account belong together: what one exports, another imports. */
export const cellsOf = (stacks: readonly PolicyValidationStack[]): readonly PolicyValidationStack[][] => [
  ...Map.groupBy(
    stacks.filter((stack) => !isOfOrganization(stack)),
    ({ region, accountId }) => `${region} ${accountId}`,
  ).values(),
];

/**
 * Whether a stack is of the organization and of no cell: it holds nothing but policies of the organization, at least
 * one. Of a stack with anything else nothing is passed over.
 */
export const isOfOrganization = (stack: PolicyValidationStack): boolean => {
  const [source] = sourcesOf([stack]);
  const { Resources = {} } = (source?.content ?? {}) as {
    readonly Resources?: Readonly<Record<string, { readonly Type?: unknown }>>;
  };
  const types = Object.values(Resources).map(({ Type }) => Type);
  return types.length > 0 && types.every((type) => type === 'AWS::Organizations::Policy');
};

/** A pin to one region, and to its account where that is known before the deployment. */
export const pinIn = (region: string, accountId: string | undefined): Pin => {
  // An account that only the deployment knows has a name of another form here.
  const account = accountId !== undefined && /^\d{12}$/.test(accountId) ? { account: accountId } : {};
  return definePin(region, account);
};

/** Where the stacks of a cell may lie; undefined where no cell is at home there. */
export const pinOfCell = ([stack]: readonly PolicyValidationStack[]): Pin | undefined => {
  const { region, accountId } = stack ?? {};
  return region === undefined || !homes.includes(region) ? undefined : pinIn(region, accountId);
};

/** The synthesized templates of a cell. */
export const sourcesOf = (stacks: readonly PolicyValidationStack[]): readonly Source[] =>
  stacks.map(({ templatePath }) => ({
    name: templatePath,
    content: JSON.parse(readFileSync(templatePath, 'utf8')),
  }));

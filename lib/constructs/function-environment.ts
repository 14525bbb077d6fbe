import { type Access, environmentNames } from '../../contract/access/access.ts';

type Name = keyof typeof environmentNames;

/** What not every cell has. */
type Optional = 'placementKey';

/** What a cell's functions can be told, by the name that contract/access gives it. */
export type Tellable = Record<Exclude<Name, Optional>, string> & { readonly [name in Optional]?: string };

const hears = (access: Access, kind: Access['triggers'][number]['kind']): boolean =>
  access.triggers.some((trigger) => trigger.kind === kind);

/** The courier of the outbox and the auditor know no program. */
const knowsPrograms = (access: Access): boolean =>
  !hears(access, 'outbox-stream') && access.inspects === undefined;

/** Functions that decide when something is due: it stands in the registry. */
const keepsDeadlines = (access: Access): boolean =>
  knowsPrograms(access) && access.tables.registry !== undefined;

const asked = (access: Access): Record<Name, boolean> => ({
  geography: true,
  registry: access.tables.registry !== undefined,
  content: access.tables.content !== undefined || access.begins !== undefined,
  evidence: access.tables.evidence !== undefined,
  purgeQueue: access.sendsTo?.includes('purge') ?? false,
  bus: access.publishes?.includes('bus') ?? false,
  cellDirectory: hears(access, 'http'),
  tokenRules: hears(access, 'http'),
  programs: knowsPrograms(access),
  retentionTick: keepsDeadlines(access),
  nameLife: access.knowsNameLife ?? false,
  stacks: access.inspects !== undefined,
  signingKey: access.signs?.includes('checkpoints') ?? false,
  placementKey: access.signs?.includes('placement-keys') ?? false,
  evidenceBucket: access.locks !== undefined,
});

/** The environment of a function: only what its access asks for, as far as the cell has it. It never holds a secret. */
export const environmentFor = (access: Access, values: Tellable): Record<string, string> => {
  const wanted = asked(access);
  const names = Object.keys(environmentNames) as Name[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = wanted[name] ? values[name] : undefined;
      return value === undefined ? [] : [[environmentNames[name], value]];
    }),
  );
};

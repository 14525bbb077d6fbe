import type { Part } from '../template/part.ts';
import type { Resource } from '../template/template.ts';
import { shown } from '../template/text.ts';
import { takesIn } from './actions.ts';
import { bearersOfBackups } from './copying-actions.ts';
import { allows, identityStatements } from './documents.ts';
import type { Hindrance, Holders } from './holders.ts';

/** Something that a policy allows, or may. */
export type Grant = {
  /** The action, or the list of those that are left out. */
  readonly part: Part;
  readonly statement: Part;
  readonly takesIn: (action: string) => boolean;
  /** Whom it is granted to; undefined where these templates do not tell. */
  readonly to: readonly Resource[] | undefined;
};

/** Whether none of a statement's resources is of the action's service, or its buckets are meant by their objects only. */
const isOfOthers = (statement: Part, action: string): boolean => {
  const [service] = action.split(':');
  const isOther = (text: string) => {
    const named = /^arn:[^:]*:([a-z0-9-]+):/.exec(text)?.[1];
    const isObject =
      service === 's3' && action !== 's3:ReplicateObject' && /^(arn:[^:]*:s3:::|\$\{).*\//.test(text);
    // The recovery points of a backup bear the ARNs of what they were made of.
    if (action === 'backup:StartCopyJob' && bearersOfBackups.has(named ?? '')) return false;
    return (named !== undefined && named !== service) || isObject;
  };
  const resources = statement.each('Resource').map((resource) => shown(resource.text));
  return resources.length > 0 && resources.every(isOther);
};

const isSpared = (list: Part, action: string): boolean =>
  list
    .taken()
    .items()
    .some(
      ({ literal, standing }) => standing === 'certain' && literal !== undefined && takesIn(literal, action),
    );

const ofStatement = (statement: Part, to: Grant['to']): readonly Grant[] => {
  const named = statement.each('Action').map((part) => ({
    ...{ part, statement, to },
    takesIn: (action: string) => takesIn(part.literal ?? '', action) && !isOfOthers(statement, action),
  }));
  const others = statement.at('NotAction').map((part) => ({
    ...{ part, statement, to },
    takesIn: (action: string) => !isSpared(part, action) && !isOfOthers(statement, action),
  }));
  return [...named, ...others];
};

/** Everything that a resource grants to roles, users and groups. A boundary grants nothing. */
export const grantsOf = (resource: Resource, all: Holders): readonly Grant[] => {
  const statements = identityStatements(resource).filter(allows);
  if (statements.length === 0 || all.isBoundary(resource)) return [];
  const to = all.of(resource);
  return statements.flatMap((statement) => ofStatement(statement, to));
};

/** The worst that is known of whoever gets a grant. */
export const worstOf = (to: Grant['to'], hindrance: (holder: Resource) => Hindrance): Hindrance => {
  const known = (to ?? []).map(hindrance);
  if (known.includes('not kept from it')) return 'not kept from it';
  return known.length === 0 || known.includes('not known') ? 'not known' : 'kept from it';
};

/** A few names of many, as a reason shows them. */
export const someOf = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;

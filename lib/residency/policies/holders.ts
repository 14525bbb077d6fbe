import type { Part } from '../template/part.ts';
import type { Resource } from '../template/template.ts';
import { isOwn, type Maker, makerOf } from '../template/text.ts';
import type { Fields } from '../template/values.ts';
import { allows, denies, identityStatements, isAbout, mayBeAbout, waysOfTests } from './documents.ts';

/** Whether something keeps a role, a user or a group from an action. */
export type Hindrance = 'kept from it' | 'not kept from it' | 'not known';

/** Asks of a statement that denies whether it keeps from an action. */
export type Denial = (statement: Part, action: string) => boolean;

/** Some of the things of these templates. An id tells one from another only within its own template. */
class ByPlace<Thing> {
  readonly #found = new Map<Fields, Map<string, Thing[]>>();

  add({ id, among }: Pick<Maker, 'id' | 'among'>, thing: Thing): void {
    const here = this.#found.get(among) ?? new Map<string, Thing[]>();
    this.#found.set(among, here);
    here.set(id, [...(here.get(id) ?? []), thing]);
  }

  /** What there is of the resource that something refers to; nothing where it refers to none. */
  of(place: Pick<Maker, 'id' | 'among'> | undefined): readonly Thing[] {
    return place === undefined ? [] : (this.#found.get(place.among)?.get(place.id) ?? []);
  }
}

const managed = 'AWS::IAM::ManagedPolicy';
const identities = ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'];
const holderProperties = ['Roles', 'Users', 'Groups', 'RoleName', 'UserName', 'GroupName'];

/** A denial on no condition. */
export const plainly: Denial = (statement, action) =>
  waysOfTests(statement).every((tests) => tests.length === 0) && isAbout(statement, action);

const isIdentity = ({ type }: Resource): boolean => identities.includes(type);

const byPlace = (resources: readonly Resource[]): ByPlace<Resource> => {
  const all = new ByPlace<Resource>();
  for (const resource of resources) all.add(resource, resource);
  return all;
};

/** Where a policy names whom it is attached to. */
const namingHolders = ({ properties }: Resource): readonly Part[] =>
  holderProperties.flatMap((name) => properties.each(name));

/** That an identity refers to a policy, and where. */
type Reference = { readonly part: Part; readonly holder: Resource };

/** What identities refer to in one of their properties, with those identities. */
const referring = (holders: readonly Resource[], property: string): ByPlace<Reference> => {
  const all = new ByPlace<Reference>();
  for (const holder of holders) {
    for (const part of holder.properties.each(property)) {
      const maker = makerOf(part.text);
      if (maker !== undefined) all.add(maker, { part, holder });
    }
  }
  return all;
};

/** The identities of templates that belong together, and what is attached to them. Each is looked through once. */
class Holders {
  readonly #holders: ByPlace<Resource>;
  readonly #policies: ByPlace<Resource>;
  readonly #attaching: ByPlace<Reference>;
  readonly #bounding: ByPlace<Reference>;
  readonly #attached = new Map<Resource, Resource[]>();
  readonly #denying = new Map<Resource, readonly Part[]>();
  readonly #permitting = new Map<Resource, readonly Part[]>();

  constructor(together: readonly Resource[]) {
    const holders = together.filter(isIdentity);
    this.#holders = byPlace(holders);
    this.#policies = byPlace(together.filter(({ type }) => type === managed));
    this.#attaching = referring(holders, 'ManagedPolicyArns');
    this.#bounding = referring(holders, 'PermissionsBoundary');
    for (const policy of together.filter(
      (one) => !isIdentity(one) && one.properties.standing === 'certain',
    )) {
      for (const holder of this.#surelyHolding(policy)) {
        this.#attached.set(holder, [...(this.#attached.get(holder) ?? []), policy]);
      }
    }
  }

  /** The identities that a policy is attached to; undefined where one of them is not of these templates. */
  of(policy: Resource): readonly Resource[] | undefined {
    if (isIdentity(policy)) return [policy];
    const found = namingHolders(policy).map(({ text }) => this.#holders.of(makerOf(text)));
    if (found.some((one) => one.length === 0)) return undefined;
    return [...found.flat(), ...this.#attachedBy(policy).map(({ holder }) => holder)];
  }

  /** Those of them that no condition of the template may leave out. */
  #surelyHolding(policy: Resource): readonly Resource[] {
    const isSure = ({ standing }: Part) => standing === 'certain';
    const named = namingHolders(policy)
      .filter(isSure)
      .flatMap(({ text }) => this.#holders.of(makerOf(text)));
    const attaching = this.#attachedBy(policy).filter(({ part }) => isSure(part));
    return [...named, ...attaching.map(({ holder }) => holder)];
  }

  #attachedBy(policy: Resource): readonly Reference[] {
    return policy.type === managed ? this.#attaching.of(policy) : [];
  }

  /** A boundary grants nothing by itself. It counts as one where it is used as one, and nowhere else. */
  isBoundary(policy: Resource): boolean {
    return policy.type === managed && this.#bounding.of(policy).length > 0 && this.of(policy)?.length === 0;
  }

  /** What templates made here deny an identity for sure, whether attached, within it, or as its boundary. */
  #denyingStatements(holder: Resource): readonly Part[] {
    const known = this.#denying.get(holder);
    if (known !== undefined) return known;
    const own = holder.properties.standing === 'certain' ? [holder] : [];
    const all = [...own, ...(this.#attached.get(holder) ?? []), ...this.#boundaries(holder)];
    const found = all.flatMap(identityStatements).filter(denies);
    this.#denying.set(holder, found);
    return found;
  }

  /** The boundary of an identity, where it stands there for sure and only one bears its name. */
  #boundaries(holder: Resource): readonly Resource[] {
    const [boundary, ...more] = holder.properties.at('PermissionsBoundary');
    if (boundary === undefined || more.length > 0 || boundary.standing !== 'certain') return [];
    const found = this.#policies.of(makerOf(boundary.text));
    return found.length === 1 ? found : [];
  }

  #permittingStatements(boundary: Resource): readonly Part[] {
    const found = this.#permitting.get(boundary) ?? identityStatements(boundary).filter(allows);
    this.#permitting.set(boundary, found);
    return found;
  }

  /** Whether an identity is kept from an action, whatever is granted to it. */
  hindrance(holder: Resource, action: string, denial: Denial = plainly): Hindrance {
    if (this.#denyingStatements(holder).some((statement) => denial(statement, action))) return 'kept from it';
    const [boundary] = this.#boundaries(holder);
    if (boundary === undefined) {
      // One that stands here and may be left out holds nothing when it is.
      const named = holder.properties.at('PermissionsBoundary');
      return named.every(({ text }) => isOwn(text)) ? 'not kept from it' : 'not known';
    }
    const permits = this.#permittingStatements(boundary).some((statement) => mayBeAbout(statement, action));
    return permits ? 'not kept from it' : 'kept from it';
  }
}

export type { Holders };

const made = new WeakMap<readonly Resource[], Holders>();

/** The holders of templates that belong together, made once for all rules and all of these templates. */
export const holdersOf = (together: readonly Resource[]): Holders => {
  const holders = made.get(together) ?? new Holders(together);
  made.set(together, holders);
  return holders;
};

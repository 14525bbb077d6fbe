import type { Part } from '../template/part.ts';
import type { Resource } from '../template/template.ts';
import { isOwn, shown } from '../template/text.ts';
import { allows, denies, identityStatements, isAbout, mayBeAbout, testsOf } from './documents.ts';

/** Whether something keeps a role, a user or a group from an action. */
export type Hindrance = 'kept from it' | 'not kept from it' | 'not known';

/** Asks of a statement that denies whether it keeps from an action. */
export type Denial = (statement: Part, action: string) => boolean;

/** The logical id that a text refers to, where it is nothing but a reference. */
const referredIn = ({ text }: Part): string | undefined =>
  isOwn(text) ? /^\$\{([A-Za-z0-9]+)/.exec(shown(text))?.[1] : undefined;

const identities = ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'];
const holderProperties = ['Roles', 'Users', 'Groups', 'RoleName', 'UserName', 'GroupName'];

/** A denial on no condition. */
export const plainly: Denial = (statement, action) =>
  testsOf(statement).length === 0 && isAbout(statement, action);

/** The identities of templates that belong together, and what is attached to them. */
export class Holders {
  readonly #all: readonly Resource[];

  constructor(together: readonly Resource[]) {
    this.#all = together;
  }

  #named(id: string | undefined, types: readonly string[]): readonly Resource[] {
    return id === undefined ? [] : this.#all.filter((one) => one.id === id && types.includes(one.type));
  }

  /** The identities that a policy is attached to; undefined where one of them is not of these templates. */
  of(policy: Resource): readonly Resource[] | undefined {
    if (identities.includes(policy.type)) return [policy];
    const named = holderProperties.flatMap((name) => policy.properties.each(name)).map(referredIn);
    const found = named.map((id) => this.#named(id, identities));
    if (found.some((one) => one.length === 0)) return undefined;
    return [
      ...found.flat(),
      ...this.#all.filter((one) => this.#isAttached(policy, one, 'ManagedPolicyArns')),
    ];
  }

  #isAttached({ id, type }: Resource, to: Resource, property: string): boolean {
    return (
      type === 'AWS::IAM::ManagedPolicy' &&
      identities.includes(to.type) &&
      to.properties.each(property).some((part) => referredIn(part) === id)
    );
  }

  /** A boundary grants nothing by itself. It counts as one where it is used as one. */
  isBoundary(policy: Resource): boolean {
    return this.#all.some((one) => this.#isAttached(policy, one, 'PermissionsBoundary'));
  }

  /** What templates made here deny an identity for sure, whether attached, within it, or as its boundary. */
  #denyingStatements(holder: Resource): readonly Part[] {
    const attached = this.#all.filter(
      (policy) =>
        policy !== holder && policy.properties.standing === 'certain' && this.of(policy)?.includes(holder),
    );
    const own = holder.properties.standing === 'certain' ? [holder] : [];
    return [...own, ...attached, ...this.#boundaries(holder)].flatMap(identityStatements).filter(denies);
  }

  /** The boundary of an identity, where it stands there for sure. Of several that bear its name all count. */
  #boundaries(holder: Resource): readonly Resource[] {
    const [boundary, ...more] = holder.properties.at('PermissionsBoundary');
    if (boundary === undefined || more.length > 0 || boundary.standing !== 'certain') return [];
    const found = this.#named(referredIn(boundary), ['AWS::IAM::ManagedPolicy']);
    return found.length === 1 ? found : [];
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
    const permits = (statement: Part) => allows(statement) && mayBeAbout(statement, action);
    return identityStatements(boundary).some(permits) ? 'not kept from it' : 'kept from it';
  }
}

import { registryKeys } from '../../../contract/tables/registry.ts';
import type { SubjectId, UserId } from '../../../domain/identifiers.ts';
import type { CustomerRole } from '../../../domain/programs/program.ts';
import type { Item, Put, Store } from '../store/store.ts';
import { type PageWanted, readPage } from './item-page.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/**
 * The roles of people in a subject. Whoever lost all of them stays as somebody without a role: the sweep walks from
 * here to what the person decided for themselves, and nothing of a subject is ever deleted by who answers requests.
 */
export type Membership = { readonly roles: readonly CustomerRole[] };

/** Somebody with roles in a subject. */
export type MemberOf = Membership & { readonly user: UserId };

/** The roles that somebody has in a subject, or undefined for who is not a member (any more). */
export const readMembership = async (
  store: Store,
  subject: SubjectId,
  user: UserId,
): Promise<Membership | undefined> => {
  const item = await store.get('registry', registryKeys.member(subject, user), 'strong');
  const membership = item && fieldsOf<Membership>(item);
  return membership?.roles.length === 0 ? undefined : membership;
};

/** A page of the members of a subject; who lost all roles is none. */
export const readMembers = async (store: Store, subject: SubjectId, page: PageWanted) => {
  const list = { table: 'registry', pk: subject, prefix: registryKeys.memberPrefix } as const;
  const { elements, ...rest } = await readPage(store, list, page, memberIn);
  return { members: elements.filter(({ roles }) => roles.length > 0), ...rest };
};

const memberIn = (item: Item): MemberOf => ({
  user: item.sk.slice(registryKeys.memberPrefix.length) as UserId,
  roles: fieldsOf<Membership>(item).roles,
});

/** Gives somebody these roles in a subject, in the place of those that they had. */
export const membershipItems = (
  subject: { readonly id: SubjectId; readonly kind: 'organization' | 'workspace' },
  { user, roles }: MemberOf,
): readonly Item[] => [
  storedItem(registryKeys.member(subject.id, user), { roles }),
  storedItem(registryKeys.membership(user, subject.id), { subject: subject.id, kind: subject.kind }),
];

/** As `membershipItems`, as actions of a transaction. */
export const membershipActions = (...given: Parameters<typeof membershipItems>): readonly Put[] =>
  membershipItems(...given).map((item) => ({ kind: 'put', table: 'registry', item }));

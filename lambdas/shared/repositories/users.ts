import { registryKeys } from '../../../contract/tables/registry.ts';
import type { Geography } from '../../../domain/geographies.ts';
import { geographyOf, identifier, type UserId } from '../../../domain/identifiers.ts';
import { StoreRefused } from '../http/store-refused.ts';
import { persist } from '../persist.ts';
import type { CellPorts } from '../ports.ts';
import { type Action, equals, isNew, present, type Store } from '../store/store.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/**
 * Who a user is: two items that lead from the subject of a token to the user and back. Everything else that is
 * stored names the user only, so that a person who is erased here is nobody in what stays.
 */

/** A user whose person is known: with the key under which their names are sealed. */
export type KnownUser = { readonly user: UserId; readonly nameKey: string };

/** The user of a token, or undefined for who never acted in this cell. */
export const readUser = async (
  store: Store,
  geography: Geography,
  tokenSubject: string,
): Promise<KnownUser | undefined> => {
  const item = await store.get('registry', registryKeys.userOfToken(geography, tokenSubject), 'strong');
  return item && fieldsOf<KnownUser>(item);
};

/** Who a user is. */
export type KnownPerson = { readonly tokenSubject: string; readonly nameKey: string };

/** The person behind a user, or undefined where nobody acted under the identifier, and once the person is erased. */
export const readPerson = async (store: Store, user: UserId): Promise<KnownPerson | undefined> => {
  const item = await store.get('registry', registryKeys.personOf(user), 'strong');
  return item && fieldsOf<KnownPerson>(item);
};

/** Whether there is such a user: not where nobody acted under the identifier, nor once the person is erased. */
export const isUser = async (store: Store, user: UserId): Promise<boolean> =>
  (await readPerson(store, user)) !== undefined;

/**
 * The user of a token, drawn where this is the first act. Two first acts at once agree on one user. Called when
 * nothing else can refuse the act: where it fails all the same, a user without acts is left, which harms nothing.
 * @throws StoreRefused
 */
export const userOfToken = async (ports: CellPorts, tokenSubject: string): Promise<KnownUser> => {
  const { store, geography } = ports;
  const known = await readUser(store, geography, tokenSubject);
  if (known !== undefined) return known;
  const user = identifier(geography, 'user', ports.randomness.ulid(ports.clock.now()));
  const drawn = { user, nameKey: ports.randomness.salt() };
  const outcome = await persist(ports, () => store.transact(arrival(geography, drawn, tokenSubject)));
  if (outcome.ok) return drawn;
  const winner = await readUser(store, geography, tokenSubject);
  if (winner === undefined) throw new StoreRefused(outcome.refusal);
  return winner;
};

const arrival = (geography: Geography, drawn: KnownUser, tokenSubject: string): readonly Action[] => [
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.userOfToken(geography, tokenSubject), drawn),
    condition: isNew,
  },
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.personOf(drawn.user), {
      tokenSubject,
      nameKey: drawn.nameKey,
    } satisfies KnownPerson),
    condition: isNew,
  },
];

/** Deletes both items of a person, and with them the key of all that is sealed of them. */
export const erasePersonActions = (user: UserId, tokenSubject: string): readonly Action[] => [
  {
    kind: 'delete',
    table: 'registry',
    key: registryKeys.personOf(user),
    condition: present('pk'),
  },
  {
    kind: 'delete',
    table: 'registry',
    key: registryKeys.userOfToken(geographyOf(user), tokenSubject),
    condition: equals('user', user),
  },
];

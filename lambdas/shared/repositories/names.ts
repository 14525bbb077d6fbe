import { createCipheriv, createDecipheriv } from 'node:crypto';
import { commitmentTo } from '../../../domain/canonical-form.ts';
import type {
  AuthenticationFacts,
  CommitActor,
  KeptName,
  OpenedName,
  SealedName,
} from '../../../domain/consent/ledger.ts';
import type { UserId } from '../../../domain/identifiers.ts';
import type { CellPorts } from '../ports.ts';
import type { Key, Store } from '../store/store.ts';
import { fieldsOf } from './stored-item.ts';
import { type KnownPerson, type KnownUser, readPerson } from './users.ts';

/**
 * Who acted, as it is kept beside a ledger: roles, sign-in and salt are sealed with AES-256-GCM under a key of the
 * person, and the subject of their token is not in it at all. Key and subject stand in the two items that lead from
 * token to user and back, and nowhere else: whoever deletes those has erased the person from every ledger, at once
 * and without looking for what they did.
 */

/** A person who acts, as their token says. */
export type ActingPerson = {
  readonly tokenSubject: string;
  readonly authentication?: AuthenticationFacts;
  /** The customer's own signature of what is instructed, as it was sent: it is sealed with the rest. */
  readonly signature?: string | undefined;
};

/** What of a name is sealed. */
type Sealed = Omit<Extract<OpenedName['actor'], { kind: 'person' }>, 'kind' | 'tokenSubject'> &
  Pick<OpenedName, 'salt'>;

const algorithm = 'aes-256-gcm';
/** Of the nonce, in bytes; the tag has 16. */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Commits to a person, with another salt and nonce for each entry: to the roles in which they act, and to what their
 * token tells of the sign-in (BY-10). What it does not say is left out, never supposed.
 */
export const commitPerson =
  (
    { randomness }: Pick<CellPorts, 'randomness'>,
    { tokenSubject, authentication, signature }: ActingPerson,
    { user, nameKey, roles }: KnownUser & { readonly roles: readonly string[] },
  ): CommitActor =>
  () => {
    const facts = { roles, ...(authentication && { authentication }), ...(signature && { signature }) };
    const salt = randomness.salt();
    const nonce = Buffer.from(randomness.salt(), 'hex').subarray(0, nonceBytes);
    return {
      commitment: commitmentTo({ kind: 'person', tokenSubject, ...facts }, salt),
      kept: { user, sealed: seal({ ...facts, salt }, nameKey, nonce) },
      ...(signature && { signed: true }),
    };
  };

const seal = (name: Sealed, nameKey: string, nonce: Buffer): string => {
  const cipher = createCipheriv(algorithm, Buffer.from(nameKey, 'hex'), nonce);
  const sealed = [nonce, cipher.update(JSON.stringify(name), 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64url');
};

/** Opens a name with what is known of the person. @throws Error where it was sealed under another key */
const open = ({ sealed }: SealedName, { tokenSubject, nameKey }: KnownPerson): OpenedName => {
  const bytes = Buffer.from(sealed, 'base64url');
  const key = Buffer.from(nameKey, 'hex');
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  const { salt, ...facts }: Sealed = JSON.parse(text.toString());
  return { actor: { kind: 'person', tokenSubject, ...facts }, salt };
};

/** Reads the name under a key: undefined where there is none, and where the person was erased. */
export type NameReader = (key: Key) => Promise<OpenedName | undefined>;

/** Reads names of one answer; each person is asked for once. */
export const nameReader = (store: Store): NameReader => {
  const people = new Map<UserId, Promise<KnownPerson | undefined>>();
  return async (key) => {
    const item = await store.get('registry', key, 'strong');
    if (item === undefined) return undefined;
    const kept = fieldsOf<KeptName>(item);
    if (!('sealed' in kept)) return kept;
    const asked = people.get(kept.user) ?? readPerson(store, kept.user);
    people.set(kept.user, asked);
    const person = await asked;
    return person && open(kept, person);
  };
};

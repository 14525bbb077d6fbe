import { notFound, oneOfBoth } from '../../contract/api/problems.ts';
import type { ErasureReply } from '../../contract/api/replies.ts';
import type { BodyOf } from '../../contract/api/schemas/bodies.ts';
import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { type CommitActor, continueChain, type LedgerEntry } from '../../domain/consent/ledger.ts';
import type { UserId } from '../../domain/identifiers.ts';
import { longestLag, recoveryWindows } from '../../domain/retention/stores.ts';
import { instantOf, isoOf } from '../../domain/time.ts';
import type { Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { StoreRefused } from '../shared/http/store-refused.ts';
import { backOff } from '../shared/persist.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { appendActions, entryIn, readHead } from '../shared/repositories/ledger.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import {
  erasePersonActions,
  type KnownPerson,
  readPerson,
  readUser,
  userOfToken,
} from '../shared/repositories/users.ts';
import type { Cursor } from '../shared/store/store.ts';
import type { OperationsPorts } from './ports.ts';

type ErasureRequest = Request<'POST /v1/erasures'>;

/** How often others may write to the same ledger before the caller is told to try again. */
const tries = 6;

/**
 * Erases a person. The two items that lead from a token to its user and back are deleted, and with them the key of
 * all names that are sealed beside ledgers: in one transaction with the entry that says so, so that nothing is left
 * half done and nothing has to be searched for. Commitments stay, and every chain, proof and certificate verifies as
 * before. Who may ask for it is decided before; this is how it is done.
 * @throws ProblemError not-found for whom nothing tells (any more), invalid-body
 * @throws StoreRefused where the ledger of the user is written to again and again
 */
export const erasePerson = async (
  { body, caller }: ErasureRequest,
  ports: OperationsPorts,
): Promise<Reply<ErasureReply>> => {
  const { user, asked } = await userNamed(body, ports);
  let actor: CommitActor | undefined;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const person = await readPerson(ports.store, user);
    if (person === undefined) return accepted(await erasedBefore(ports, user, asked));
    // Only now it is sure that something will be written: it may be the first act of the operator.
    actor ??= await operatorIn(caller, ports);
    const entry = await erase(ports, user, person, actor);
    if (entry !== undefined) return accepted(entry);
    await backOff(ports, attempt);
  }
  throw new StoreRefused('conflict');
};

const userNamed = async (
  { user, tokenSubject }: BodyOf<'POST /v1/erasures'>,
  { store, geography }: OperationsPorts,
): Promise<{ readonly user: UserId; readonly asked: string }> => {
  if (user !== undefined && tokenSubject === undefined) return { user, asked: user };
  if (user !== undefined || tokenSubject === undefined) throw oneOfBoth('user', 'tokenSubject');
  // What a token says is not repeated in an answer.
  const asked = 'the user of this token';
  const known = await readUser(store, geography, tokenSubject);
  if (known === undefined) throw notFound(asked);
  return { user: known.user, asked };
};

const operatorIn = async (caller: ErasureRequest['caller'], ports: OperationsPorts): Promise<CommitActor> =>
  commitPerson(ports, caller, {
    ...(await userOfToken(ports, caller.tokenSubject)),
    roles: ['operator'],
  });

/** The entry that was written, or undefined where somebody wrote to the ledger, or erased the person, meanwhile. */
const erase = async (
  ports: OperationsPorts,
  user: UserId,
  { tokenSubject }: KnownPerson,
  actor: CommitActor,
): Promise<LedgerEntry | undefined> => {
  const at = ports.clock.now();
  const { commitment, kept } = actor();
  const head = await readHead(ports.store, user);
  const entry = continueChain(user, head, { at, event: { type: 'person-erased' }, commitment });
  const told = { type: 'PersonErased', detail: { user, entry: entry.sequence } } as const;
  const outcome = await ports.store.transact([
    ...erasePersonActions(user, tokenSubject),
    ...appendActions(entry, kept),
    outboxAction(ports, told, at),
  ]);
  return outcome.ok ? entry : undefined;
};

/** What says that a user's person was erased: near the end of a ledger that only the cell writes to since. */
const erasedBefore = async (
  { store }: OperationsPorts,
  user: UserId,
  asked: string,
): Promise<LedgerEntry> => {
  const list = { table: 'evidence', pk: user, prefix: evidenceKeys.entryPrefix } as const;
  let after: Cursor | undefined;
  do {
    const page = { order: 'descending', limit: 25, ...(after && { after }) } as const;
    const { elements, next } = await readPage(store, list, page, entryIn);
    const erased = elements.find(({ event }) => event.type === 'person-erased');
    if (erased !== undefined) return erased;
    after = next;
  } while (after !== undefined);
  throw notFound(asked);
};

/** A copy in a second region may lag behind, where there is one; the later date is told. */
const accepted = ({ subject, sequence, at }: LedgerEntry): Reply<ErasureReply> => ({
  status: 202,
  body: {
    user: subject as UserId,
    erasedAt: at,
    entry: sequence,
    erased: [
      { what: 'token-and-user', method: 'logical-delete' },
      { what: 'names-in-ledgers', method: 'cryptographic-erase' },
    ],
    copiesUntil: isoOf(instantOf(at) + longestLag + recoveryWindows.registry),
  },
});

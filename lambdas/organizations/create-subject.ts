import { conflictTryAgain, storeUnavailable } from '../../contract/api/choice-problems.ts';
import type { CommittedActor } from '../../domain/consent/ledger.ts';
import { parseIdentifier, type SubjectId, type UserId } from '../../domain/identifiers.ts';
import { instantOf } from '../../domain/time.ts';
import { earlierOf } from '../shared/http/replay.ts';
import { persist } from '../shared/persist.ts';
import { type IdempotencyKey, rememberAction } from '../shared/repositories/idempotency.ts';
import { createSubjectActions, readSubject, type Subject } from '../shared/repositories/subjects.ts';
import type { OrganizationsPorts } from './ports.ts';

/**
 * Creates a subject with its key in one transaction; the same request again gives the same subject. The first
 * owner is asked for when nothing else can refuse the request: it may be their first act.
 * @throws ProblemError idempotency-key-reused, conflict-try-again, store-unavailable
 */
export const createOnce = async <Created extends Subject>(
  ports: OrganizationsPorts,
  key: IdempotencyKey,
  subject: Created,
  people: { readonly firstOwner: () => Promise<UserId>; readonly actor: CommittedActor },
): Promise<Created> => {
  const before = await createdBefore<Created>(ports, key);
  if (before !== undefined) return before;
  const firstOwner = await people.firstOwner();
  const actions = [
    ...createSubjectActions(ports, subject, { ...people, firstOwner }),
    rememberAction(key, { status: 201, location: subject.id }, instantOf(subject.createdAt)),
  ];
  const outcome = await persist(ports, () => ports.store.transact(actions));
  if (outcome.ok) return subject;
  if (outcome.refusal === 'throttled') throw storeUnavailable();
  const meanwhile = await createdBefore<Created>(ports, key);
  if (meanwhile === undefined) throw conflictTryAgain();
  return meanwhile;
};

/** What the same request created when it came before. Keys are of one route, and so of one kind of subject. */
const createdBefore = async <Created extends Subject>(
  ports: OrganizationsPorts,
  key: IdempotencyKey,
): Promise<Created | undefined> => {
  const id = subjectIn((await earlierOf(ports, key))?.location);
  return id && ((await readSubject(ports.store, id)) as Created | undefined);
};

const subjectIn = (location: string | undefined): SubjectId | undefined =>
  location === undefined ? undefined : parseIdentifier(location, 'org', 'ws')?.id;

import {
  admissionAskedBefore,
  admissionDecidedBefore,
  admissionNotAsked,
} from '../../contract/api/admission-problems.ts';
import type { ProblemError } from '../../contract/api/problems.ts';
import type { CellEvent } from '../../contract/events/events.ts';
import {
  type AdmissionRefusal,
  admissionAfter,
  type StoredAdmission,
} from '../../domain/consent/admission.ts';
import { type AdmissionEvent, type CommitActor, continueChain } from '../../domain/consent/ledger.ts';
import type { SubjectId } from '../../domain/identifiers.ts';
import { isoOf } from '../../domain/time.ts';
import { earlierOf } from '../shared/http/replay.ts';
import { StoreRefused } from '../shared/http/store-refused.ts';
import { backOff } from '../shared/persist.ts';
import type { CellPorts } from '../shared/ports.ts';
import { admissionActions, readAdmission } from '../shared/repositories/admissions.ts';
import { type IdempotencyKey, rememberAction } from '../shared/repositories/idempotency.ts';
import { appendActions, readHead } from '../shared/repositories/ledger.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import type { Refusal } from '../shared/store/store.ts';

/** A step about an admission: asked, or decided. */
export type AdmissionAct = {
  readonly subject: SubjectId;
  readonly event: AdmissionEvent;
  readonly actor: CommitActor;
  /** Throws where whoever asks may not any more; asked behind the head of the ledger, where roles are taken, too. */
  readonly permitted?: () => Promise<unknown>;
  readonly key: IdempotencyKey;
  /** Status of the answer, for a repetition. */
  readonly status: 200 | 201;
};

/** How often others may write to the same ledger before the caller is told to try again. */
const tries = 6;

/**
 * Takes a step about an admission: item, list, ledger entry, event and idempotency key in one transaction, or
 * nothing. The same request again gives what it led to; another one that comes too late is refused.
 * @throws ProblemError admission-asked-before, admission-not-asked, admission-decided-before, idempotency-key-reused, and
 *   whatever `permitted` throws
 * @throws StoreRefused where others write to the same ledger again and again
 */
export const commitAdmission = async (ports: CellPorts, act: AdmissionAct): Promise<StoredAdmission> => {
  let refusal: Refusal['refusal'] = 'conflict';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const before = await readAdmission(ports.store, act.subject, act.event);
    // This very request may have come before, or at the same time.
    if ((await earlierOf(ports, act.key)) !== undefined) return standing(ports, act);
    const taken = await take(ports, act, before);
    if ('admission' in taken) return taken.admission;
    refusal = taken.refusal;
    await backOff(ports, attempt);
  }
  throw new StoreRefused(refusal === 'throttled' ? 'throttled' : 'conflict');
};

/** How the subject stands now, where the request was answered before. */
export const standing = async (
  { store }: Pick<CellPorts, 'store'>,
  {
    subject,
    event,
  }: Pick<AdmissionAct, 'subject'> & { readonly event: { program: string; setting: string } },
): Promise<StoredAdmission> => {
  const admission = await readAdmission(store, subject, event);
  if (admission === undefined) throw admissionNotAsked();
  return admission;
};

const take = async (
  ports: CellPorts,
  { subject, event, actor, key, status, permitted }: AdmissionAct,
  before: StoredAdmission | undefined,
) => {
  const at = ports.clock.now();
  const { commitment, kept } = actor();
  const head = await readHead(ports.store, subject);
  await permitted?.();
  const entry = continueChain(subject, head, { at, event, commitment });
  const step = admissionAfter(before, { subject, at: isoOf(at), sequence: entry.sequence }, event);
  if (!step.ok) throw refused(event, step.why);
  const outcome = await ports.store.transact([
    ...admissionActions(before, step.admission),
    ...appendActions(entry, kept),
    outboxAction(ports, told(subject, event, entry.sequence), at),
    rememberAction(key, { status }, at),
  ]);
  return outcome.ok ? { admission: step.admission } : outcome;
};

/** Why a step is not taken, as the API tells it. */
export const refused = ({ type }: Pick<AdmissionEvent, 'type'>, why: AdmissionRefusal): ProblemError => {
  if (type === 'admission-asked') return admissionAskedBefore(why === 'asked' ? 'asked' : 'admitted');
  return why === 'admitted' || why === 'declined' ? admissionDecidedBefore(why) : admissionNotAsked();
};

const told = (subject: SubjectId, event: AdmissionEvent, entry: number): CellEvent => {
  const { program, setting } = event;
  return event.type === 'admission-asked'
    ? { type: 'AdmissionAsked', detail: { subject, program, setting, entry } }
    : { type: 'AdmissionDecided', detail: { subject, program, setting, outcome: event.outcome, entry } };
};

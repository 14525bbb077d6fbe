import type { SubjectId, UserId } from '../identifiers.ts';
import type { AdmissionRecord } from '../settings/admission-record.ts';
import type { AdmissionEvent, AdmissionOutcome } from './ledger.ts';

/** What can be decided about a subject that asked. */
export const admissionOutcomes = ['admitted', 'declined'] as const satisfies readonly AdmissionOutcome[];

/** How a subject stands with a limited preview that it asked for (CC-4). */
export type StoredAdmission = {
  readonly subject: SubjectId;
  readonly program: string;
  readonly setting: string;
  readonly askedAt: string;
  readonly askedBy: UserId;
  /** The entry of the subject's ledger that asks. */
  readonly asked: number;
} & ({ readonly state: 'asked' } | Decided);

type Decided = {
  readonly state: AdmissionOutcome;
  readonly decidedAt: string;
  readonly decidedBy: UserId;
  /** The entry that decides. */
  readonly decided: number;
  readonly reason: string;
};

/**
 * Why a step is not taken. `asked`: it waits for a decision. `admitted`, `declined`: it was decided before.
 * `not-asked`: there is nothing to decide.
 */
export type AdmissionRefusal = StoredAdmission['state'] | 'not-asked';

export type AdmissionStep =
  | { readonly ok: true; readonly admission: StoredAdmission }
  | { readonly ok: false; readonly why: AdmissionRefusal };

/**
 * How a subject stands after an entry of its ledger. Who waits or was admitted does not ask again; who was declined
 * may. What was decided once is not decided again before somebody asks again.
 */
export const admissionAfter = (
  before: StoredAdmission | undefined,
  { subject, at, sequence }: { readonly subject: SubjectId; readonly at: string; readonly sequence: number },
  event: AdmissionEvent,
): AdmissionStep => {
  const { program, setting, by } = event;
  if (event.type === 'admission-asked') {
    if (before !== undefined && before.state !== 'declined') return { ok: false, why: before.state };
    const asked = { askedAt: at, askedBy: by, asked: sequence, state: 'asked' } as const;
    return { ok: true, admission: { subject, program, setting, ...asked } };
  }
  if (before?.state !== 'asked') return { ok: false, why: before?.state ?? 'not-asked' };
  const decided = { decidedAt: at, decidedBy: by, decided: sequence, reason: event.reason };
  return { ok: true, admission: { ...before, ...decided, state: event.outcome } };
};

/** What of an admission a setting is resolved by. */
export const admissionRecordOf = (admission: StoredAdmission): AdmissionRecord => {
  if (admission.state === 'asked') return { askedAt: admission.askedAt };
  const { decidedAt, reason } = admission;
  return admission.state === 'admitted' ? { admittedAt: decidedAt } : { declinedAt: decidedAt, reason };
};

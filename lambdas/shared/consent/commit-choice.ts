import {
  decideChoice,
  decideWithNeeded,
  type SettingAsItStands,
  type SettingChange,
} from '../../../domain/consent/choice.ts';
import type { CommitActor } from '../../../domain/consent/ledger.ts';
import { type ChosenValue, settingsThatNeed, termsOf } from '../../../domain/programs/program.ts';
import type { CellPorts } from '../ports.ts';
import { readSettingAsItStands } from '../repositories/settings.ts';
import {
  type Committed,
  commitSettings,
  type NotCommitted,
  type SettingsRequest,
} from './commit-settings.ts';
import { acceptOptOut, byFunction, finishOptOut, pendingOptOut } from './opt-out-pending.ts';

/** An owner's choice of one setting. */
export type ChoiceRequest = Omit<SettingsRequest, 'settings' | 'decide' | 'also' | 'actor'> & {
  readonly setting: string;
  /** Commits to whoever chooses, once for each entry. */
  readonly actor: CommitActor;
  readonly value: ChosenValue;
  /** Throws where the choice cannot be taken as things stand: stale, unavailable, closing. Asked anew at each try. */
  readonly accept: (current: SettingAsItStands) => void;
};

export type ChoiceOutcome =
  | { readonly ok: true; readonly change: SettingChange }
  /** An opt-out that is accepted for good and completed within the next ticks. */
  | { readonly ok: true; readonly acceptedAt: string }
  | NotCommitted;

/**
 * Commits an owner's choice. Turning a setting off turns off in the same transaction what needs it: a function does
 * that, and no person chose it. An opt-out always gets through: where captures keep it from its gates, or more epochs
 * end than one transaction takes, it is accepted first and finished behind shut gates (DS-6).
 * @throws whatever `accept` or `permitted` throws; then nothing is written
 */
export const commitChoice = async (ports: CellPorts, request: ChoiceRequest): Promise<ChoiceOutcome> => {
  const { setting, value } = request;
  const outcome = await commitSettings(ports, {
    ...request,
    settings: [setting, ...(value === 'off' ? settingsThatNeed(request.program, setting) : [])],
    actor: (of) => (of === setting ? request.actor() : byFunction(ports, functionOf(request))),
    decide: (current, act) => {
      if (current.setting !== setting) return decideWithNeeded(current, act, setting);
      request.accept(current);
      return decideChoice(current, act, value);
    },
  });
  const inTheWay = !outcome.ok && (outcome.why === 'contended' || outcome.why === 'too-large');
  if (inTheWay && value === 'off') return optOutFirst(ports, request);
  return outcome.ok ? theChange(outcome) : outcome;
};

/** The function that takes the choice. */
const functionOf = ({ group }: ChoiceRequest) => (group === undefined ? 'settings' : 'instructions');

/** The choice itself, with the closures of all that ended with it. */
const theChange = ({ changes }: Pick<Committed, 'changes'>): ChoiceOutcome => {
  const [change] = changes;
  return change === undefined
    ? { ok: false, why: 'contended' }
    : { ok: true, change: { ...change, closures: changes.flatMap(({ closures }) => closures) } };
};

const optOutFirst = async (ports: CellPorts, request: ChoiceRequest): Promise<ChoiceOutcome> => {
  const { subject, program, setting } = request;
  const current = await readSettingAsItStands(ports.store, subject, program, setting);
  request.accept(current);
  if (current.stored?.epoch === undefined) return { ok: false, why: 'contended' };
  const terms = termsOf(program, setting);
  const accepts = { ...request, actor: request.actor(), program: terms, epoch: current.stored.epoch };
  const pending = pendingOptOut(accepts, request.at);
  const accepted = await acceptOptOut(
    ports,
    {
      ...pending,
      n: current.stored.n,
      accepts: request.actor,
      receive: request.receive,
      ...(request.permitted && { permitted: request.permitted }),
    },
    request.idempotency,
  );
  if (!accepted.ok) return { ok: false, why: 'contended' };
  const finished = await finishOptOut(ports, pending, functionOf(request));
  return finished.ok && finished.changes.length > 0
    ? theChange(finished)
    : { ok: true, acceptedAt: pending.acceptedAt };
};

import { conflictTryAgain, storeUnavailable } from '../../contract/api/choice-problems.ts';
import { preconditionFailed } from '../../contract/api/problems.ts';
import type { StoredAdmission } from '../../domain/consent/admission.ts';
import type { SettingAsItStands, SettingChange } from '../../domain/consent/choice.ts';
import type { PublishedNotice } from '../../domain/notices/published.ts';
import type { AddressedSetting, ChosenValue } from '../../domain/programs/program.ts';
import type { Instant } from '../../domain/time.ts';
import { commitChoice } from '../shared/consent/commit-choice.ts';
import { demandMember, type Member } from '../shared/http/authority.ts';
import { earlierOf, keyOf } from '../shared/http/replay.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readAdmissionTo } from '../shared/repositories/admissions.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { type KnownUser, userOfToken } from '../shared/repositories/users.ts';
import { demandDecider } from '../shared/settings/demand-decider.ts';
import { demandStanding } from '../shared/settings/demand-standing.ts';
import { existingSubject, type SettingsSubject } from '../shared/settings/existing-subject.ts';
import { demandPossible, valueChosen } from '../shared/settings/possible-choice.ts';
import { settingNamed } from '../shared/settings/setting-named.ts';
import { answerNow, answerOfChange } from './choice-reply.ts';
import { entityTag, sameChoice } from './effective-setting.ts';
import { demandInForce, noticeInForce, noticeShown, type Shown, wordsOf } from './notices.ts';
import type { SettingsPorts } from './ports.ts';

type ChoiceRequest = Request<'PUT /v1/settings/{subject}/{program}/{setting}'>;

/** A choice that may be made by this caller about this setting; whether it still can is seen at the commit. */
type Permitted = {
  readonly member: Member;
  readonly subject: SettingsSubject;
  readonly addressed: AddressedSetting;
  readonly value: ChosenValue;
  readonly notice: PublishedNotice;
  /** Read before the commit: who was admitted once stays so. */
  readonly admission: StoredAdmission | undefined;
};

/** A permitted choice with the user who makes it. */
type Choice = Permitted & { readonly known: KnownUser };

/**
 * Records an owner's choice: setting, ledger, epoch and closure change together or not at all (DS-3, DS-6).
 * @throws ProblemError not-found, not-allowed, value-not-allowed, setting-not-applicable (CC-3) or
 *   setting-unavailable (DS-2) with the reason, closing, precondition-failed, notice-outdated,
 *   notice-not-in-language, idempotency-key-reused, conflict-try-again
 */
export const chooseSetting = async (request: ChoiceRequest, ports: SettingsPorts): Promise<Reply> => {
  const choice = await byItsUser(await permitted(request, ports), request, ports);
  const key = keyOf(request, choice.subject.id, choice.known.user);
  if ((await earlierOf(ports, key)) !== undefined) return answer(choice, ports);
  const outcome = await commitChoice(ports, {
    subject: choice.subject.id,
    program: choice.addressed.program,
    setting: choice.addressed.settingId,
    value: choice.value,
    ...wordsOf(choice.notice),
    actor: commitPerson(
      ports,
      { ...request.caller, signature: request.body.signature },
      { ...choice.known, roles: choice.member.roles },
    ),
    by: choice.known.user,
    at: ports.clock.now(),
    permitted: async () =>
      demandDecider(await demandMember(ports, request.caller, choice.subject.id), choice.addressed.setting),
    idempotency: key,
    accept: (current) => accept(choice, request, current, ports),
  });
  if (outcome.ok) return 'change' in outcome ? answer(choice, ports, outcome.change) : answer(choice, ports);
  if (outcome.why === 'throttled') throw storeUnavailable();
  if (outcome.why !== 'key-used') throw conflictTryAgain();
  // Somebody sent the same key at the same time and won: it must have been this very request.
  await earlierOf(ports, key);
  return answer(choice, ports);
};

const permitted = async ({ caller, path, body }: ChoiceRequest, ports: SettingsPorts): Promise<Permitted> => {
  const member = await demandMember(ports, caller, path.subject);
  const subject = await existingSubject(ports, member.subject);
  const addressed = settingNamed(subject, path);
  const { setting } = addressed;
  demandDecider(member, setting);
  demandStanding(caller, subject, setting);
  const value = valueChosen(setting, body.value);
  const notice = wordsFor(setting.notice, value, body.notice, ports.clock.now());
  const admission = await readAdmissionTo(ports.store, subject.id, addressed);
  return { member, subject, addressed, value, notice, admission };
};

/** Turning off takes any version that was ever shown; everything else that in force, which `accept` demands. */
const wordsFor = (id: string, value: ChosenValue, shown: Shown, at: Instant): PublishedNotice =>
  noticeShown(id, value === 'off' ? shown : { ...shown, ...noticeInForce(id, at) }, at);

/** A first act makes its user, once it is seen that the choice is taken: what is refused leaves nothing behind. */
const byItsUser = async (
  choice: Permitted,
  request: ChoiceRequest,
  ports: SettingsPorts,
): Promise<Choice> => {
  if (choice.member.user !== undefined) return { ...choice, known: choice.member };
  accept(choice, request, { stored: undefined }, ports);
  const known = await userOfToken(ports, request.caller.tokenSubject);
  return { ...choice, known, subject: await existingSubject(ports, known.user) };
};

/** Asked anew at each try of the commit: what stands may have changed between. */
const accept = (
  { subject, addressed, value, admission }: Permitted,
  { ifMatch, body }: ChoiceRequest,
  { stored }: Pick<SettingAsItStands, 'stored'>,
  { programs, clock }: SettingsPorts,
): void => {
  demandPossible({ subject, addressed, value, admission }, stored, programs);
  const at = clock.now();
  const tag = entityTag(addressed, stored, at);
  const seen = value === 'off' ? sameChoice(ifMatch, tag) : ifMatch === tag;
  if (!seen) throw preconditionFailed(ifMatch, tag);
  // Nobody is kept from turning off by words that changed meanwhile; what was shown is what is recorded.
  if (value !== 'off') demandInForce(addressed.setting.notice, body.notice, at);
};

const answer = async (
  { subject, addressed, admission }: Permitted,
  ports: SettingsPorts,
  change?: SettingChange,
): Promise<Reply> => {
  const { reply, stored } =
    change === undefined
      ? await answerNow(ports, subject, addressed, admission)
      : { reply: answerOfChange(ports, subject, addressed, { ...change, admission }), stored: change.after };
  return ok(reply, { etag: entityTag(addressed, stored, ports.clock.now()) });
};

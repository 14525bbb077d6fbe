import { conflictTryAgain, storeUnavailable } from '../../contract/api/choice-problems.ts';
import type { DisplayReply } from '../../contract/api/replies.ts';
import type { StoredAdmission } from '../../domain/consent/admission.ts';
import { decideDefault, type SettingAsItStands, type SettingChange } from '../../domain/consent/choice.ts';
import type { PublishedNotice } from '../../domain/notices/published.ts';
import type { AddressedSetting, Program } from '../../domain/programs/program.ts';
import { settingsOf } from '../../domain/settings/resolve-setting.ts';
import { commitSettings } from '../shared/consent/commit-settings.ts';
import { demandMember } from '../shared/http/authority.ts';
import { earlierOf, keyOf } from '../shared/http/replay.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { programsOf } from '../shared/offered-programs.ts';
import { readAdmissionTo } from '../shared/repositories/admissions.ts';
import { type IdempotencyKey, rememberAction } from '../shared/repositories/idempotency.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { readStoredSetting } from '../shared/repositories/settings.ts';
import { type KnownUser, userOfToken } from '../shared/repositories/users.ts';
import { demandStanding } from '../shared/settings/demand-standing.ts';
import { existingSubject, type SettingsSubject } from '../shared/settings/existing-subject.ts';
import { resolveFor } from '../shared/settings/possible-choice.ts';
import { effectiveSetting } from './effective-setting.ts';
import { demandInForce, noticeShown, wordsOf } from './notices.ts';
import type { SettingsPorts } from './ports.ts';

type DisplayRequest = Request<'POST /v1/notices/{notice}/displays'>;

/** A display that counts: an owner saw the current words of a notice. */
type Display = {
  readonly request: DisplayRequest;
  readonly subject: SettingsSubject;
  readonly known: KnownUser;
  readonly roles: readonly string[];
  readonly notice: PublishedNotice;
  readonly settings: readonly ShownSetting[];
};

/** A setting that the notice tells of; who was admitted to it before may have its default. */
type ShownSetting = AddressedSetting & { readonly admitted: StoredAdmission | undefined };

/**
 * Records that a notice was shown to an owner: defaults that it tells of take effect, recorded as applied and
 * never as given (SC-1). What somebody chose, or saw before, stays as it is; shown again, nothing changes.
 * @throws ProblemError not-found, not-allowed, unknown-notice, notice-outdated,
 *   notice-not-in-language, idempotency-key-reused,
 *   conflict-try-again
 */
export const showNotice = async (request: DisplayRequest, ports: SettingsPorts): Promise<Reply> => {
  const display = await counted(request, ports);
  const key = keyOf(request, display.subject.id, display.known.user);
  const repeated = (await earlierOf(ports, key)) !== undefined;
  const applied: string[] = [];
  for (const program of programsIn(display.settings)) {
    applied.push(...(await applyDefaults(display, program, ports)));
  }
  if (!repeated) await remember(ports, key);
  return ok(await replyTo(display, applied, ports));
};

const counted = async (request: DisplayRequest, ports: SettingsPorts): Promise<Display> => {
  const { caller, path, body } = request;
  const member = await demandMember(ports, caller, body.subject);
  const shown = { id: path.notice, version: body.version, language: body.language };
  const at = ports.clock.now();
  demandInForce(path.notice, shown, at);
  const notice = noticeShown(path.notice, shown, at);
  // From here on nothing refuses the display: it may be the first act of a user.
  const isFirstAct = member.user === undefined;
  const known = isFirstAct ? await userOfToken(ports, caller.tokenSubject) : member;
  const subject = await existingSubject(ports, isFirstAct ? known.user : member.subject);
  const told = settingsOf(programsOf(ports.programs, subject), subject.kind).filter(
    ({ setting }) => setting.notice === notice.id,
  );
  for (const { setting } of told) demandStanding(caller, subject, setting);
  const settings = await Promise.all(
    told.map(async (each) => ({
      ...each,
      admitted: await readAdmissionTo(ports.store, subject.id, each),
    })),
  );
  return { request, subject, known, roles: member.roles, notice, settings };
};

const programsIn = (settings: readonly AddressedSetting[]): readonly Program[] => [
  ...new Set(settings.map(({ program }) => program)),
];

/** Applying is repeatable by itself: a setting that has an owner's word, or its default, is left alone. */
const applyDefaults = async (display: Display, program: Program, ports: SettingsPorts) => {
  const { request, subject, known, roles, notice, settings } = display;
  const outcome = await commitSettings(ports, {
    subject: subject.id,
    program,
    settings: settings.filter((each) => each.program === program).map(({ settingId }) => settingId),
    ...wordsOf(notice),
    actor: commitPerson(ports, request.caller, { ...known, roles }),
    by: known.user,
    at: ports.clock.now(),
    permitted: () => demandMember(ports, request.caller, subject.id),
    decide: (current, act) => {
      const addressed = settings.find(({ settingId }) => settingId === current.setting);
      return addressed && isInForce(subject, addressed, current.stored)
        ? decideDefault(current, act)
        : undefined;
    },
  });
  if (outcome.ok) return namesOf(outcome.changes);
  throw outcome.why === 'throttled' ? storeUnavailable() : conflictTryAgain();
};

const isInForce = (
  subject: SettingsSubject,
  addressed: ShownSetting,
  stored: SettingAsItStands['stored'],
): boolean => {
  const { source } = resolveFor(subject, addressed, stored, addressed.admitted);
  return source !== 'unavailable' && source !== 'not_applicable';
};

const namesOf = (changes: readonly SettingChange[]): readonly string[] =>
  changes.flatMap(({ event }) =>
    event.type === 'default-applied' ? [`${event.program}/${event.setting}`] : [],
  );

/** The key is kept last: what it stands for can be repeated, so nothing is lost where this does not happen. */
const remember = async (ports: SettingsPorts, key: IdempotencyKey): Promise<void> => {
  const kept = await ports.store.write(rememberAction(key, { status: 200 }, ports.clock.now()));
  if (!kept.ok && kept.refusal === 'condition-failed') await earlierOf(ports, key);
};

const replyTo = async (
  { subject, notice, settings }: Display,
  applied: readonly string[],
  { store, clock }: SettingsPorts,
): Promise<DisplayReply> => ({
  subject: subject.id,
  ...wordsOf(notice),
  applied,
  settings: await Promise.all(
    settings.map(async (addressed) => {
      const { program, settingId } = addressed;
      const stored = await readStoredSetting(store, subject.id, program.id, settingId);
      return effectiveSetting(subject, addressed, stored, addressed.admitted, clock.now());
    }),
  ),
});

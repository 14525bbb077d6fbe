import { admissionNotNeeded } from '../../contract/api/admission-problems.ts';
import { settingNotApplicable, settingUnavailable } from '../../contract/api/choice-problems.ts';
import { geographyOf } from '../../domain/identifiers.ts';
import type { AddressedSetting } from '../../domain/programs/program.ts';
import { resolveSetting } from '../../domain/settings/resolve-setting.ts';
import { isoOf } from '../../domain/time.ts';
import { demandMember } from '../shared/http/authority.ts';
import { keyOf } from '../shared/http/replay.ts';
import { created, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { userOfToken } from '../shared/repositories/users.ts';
import { existingSubject, type SettingsSubject } from '../shared/settings/existing-subject.ts';
import { settingNamed } from '../shared/settings/setting-named.ts';
import { commitAdmission } from './commit-admission.ts';
import type { OrganizationsPorts } from './ports.ts';

/**
 * An owner asks for a limited preview (CC-4). What could not be turned on even after an admission is not asked for:
 * the answer says why.
 * @throws ProblemError not-found, not-allowed, unknown-program, unknown-setting, admission-not-needed,
 *   setting-not-applicable, setting-unavailable, admission-asked-before, idempotency-key-reused, conflict-try-again
 */
export const askForAdmission = async (
  request: Request<'POST /v1/admissions'>,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  const { body, caller } = request;
  const { program, setting } = body;
  const member = await demandMember(ports, caller, body.subject);
  const named = await existingSubject(ports, member.subject);
  demandPreview(ports, named, settingNamed(named, body));
  // From here on only an earlier request refuses this one: it may be the first act of a user.
  const known = member.user === undefined ? await userOfToken(ports, caller.tokenSubject) : member;
  const subject = member.user === undefined ? known.user : member.subject;
  const admission = await commitAdmission(ports, {
    subject,
    event: { type: 'admission-asked', program, setting, by: known.user },
    actor: commitPerson(ports, caller, { ...known, roles: member.roles }),
    permitted: () => demandMember(ports, caller, subject),
    key: keyOf(request, subject, known.user),
    status: 201,
  });
  return created(`/v1/admissions?subject=${subject}`, admission);
};

const demandPreview = (
  { programs, clock }: OrganizationsPorts,
  subject: SettingsSubject,
  { program, settingId, setting }: AddressedSetting,
): void => {
  if (setting.admission.kind === 'open') throw admissionNotNeeded(setting.title);
  if (!programs.includes(program))
    throw settingUnavailable([`The vendor does not run “${program.title}” here any more.`]);
  const { source, explain } = resolveSetting({
    program,
    settingId,
    home: subject.home,
    geography: geographyOf(subject.id),
    admission: { admittedAt: isoOf(clock.now()) },
  });
  if (source === 'not_applicable') throw settingNotApplicable(explain);
  if (source === 'unavailable') throw settingUnavailable(explain);
};

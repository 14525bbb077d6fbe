import { notFound } from '../../contract/api/problems.ts';
import type { StoredAdmission } from '../../domain/consent/admission.ts';
import type { PublishedNotice } from '../../domain/notices/published.ts';
import type { AddressedSetting, ChosenValue } from '../../domain/programs/program.ts';
import { demandMember, type Member } from '../shared/http/authority.ts';
import type { Request } from '../shared/http/request.ts';
import { readAdmissionTo } from '../shared/repositories/admissions.ts';
import { readSubject, type Subject } from '../shared/repositories/subjects.ts';
import { demandDecider } from '../shared/settings/demand-decider.ts';
import { demandStanding } from '../shared/settings/demand-standing.ts';
import { valueChosen } from '../shared/settings/possible-choice.ts';
import { settingNamed } from '../shared/settings/setting-named.ts';
import type { InstructionsPorts } from './ports.ts';
import { noticeSigned } from './signed-notice.ts';

export type InstructionRequest = Request<'POST /v1/instructions'>;

/** A part of an instruction that this caller may carry out here; whether it still can be is seen at the commit. */
export type PermittedPart = {
  readonly member: Extract<Member, { readonly nameKey: string }>;
  readonly subject: Subject;
  readonly addressed: AddressedSetting;
  readonly value: ChosenValue;
  readonly notice: PublishedNotice;
  readonly admission: StoredAdmission | undefined;
};

/**
 * The part that a request names, where its caller may carry it out.
 * @throws ProblemError not-found, not-allowed, unknown-program, unknown-setting, value-not-allowed, notice-outdated
 */
export const permittedPart = async (
  { caller, body }: InstructionRequest,
  ports: InstructionsPorts,
): Promise<PermittedPart> => {
  const { instruction } = body;
  const member = await demandMember(ports, caller, body.subject);
  const subject = await readSubject(ports.store, member.subject);
  if (member.user === undefined || subject === undefined) throw notFound(body.subject);
  const addressed = settingNamed(subject, instruction);
  demandDecider(member, addressed.setting);
  demandStanding(caller, subject, addressed.setting);
  const value = valueChosen(addressed.setting, instruction.value);
  const notice = noticeSigned(addressed.setting.notice, instruction.notice, ports.clock.now());
  const admission = await readAdmissionTo(ports.store, subject.id, addressed);
  return { member, subject, addressed, value, notice, admission };
};

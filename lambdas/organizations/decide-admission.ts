import { notFound } from '../../contract/api/problems.ts';
import { parseIdentifier } from '../../domain/identifiers.ts';
import { earlierOf, keyOf } from '../shared/http/replay.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readAdmission } from '../shared/repositories/admissions.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { readUser, userOfToken } from '../shared/repositories/users.ts';
import { existingSubject } from '../shared/settings/existing-subject.ts';
import { commitAdmission, refused, standing } from './commit-admission.ts';
import type { OrganizationsPorts } from './ports.ts';

type DecisionRequest = Request<'POST /v1/admissions/{subject}/{program}/{setting}/decision'>;

/**
 * An operator admits a subject to a limited preview that it asked for, or declines, with a reason that the customer
 * is told (CC-4). What was decided stands until somebody asks again.
 * @throws ProblemError not-found, admission-not-asked, admission-decided-before, idempotency-key-reused,
 *   conflict-try-again
 */
export const decideAdmission = async (
  request: DecisionRequest,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  const { body, caller, path } = request;
  const subject = parseIdentifier(path.subject, 'org', 'ws', 'user')?.id;
  if (subject === undefined) throw notFound(path.subject);
  await existingSubject(ports, subject);
  const { program, setting } = path;
  const type = 'admission-decided';
  const before = await readUser(ports.store, ports.geography, caller.tokenSubject);
  const asked = before && (await earlierOf(ports, keyOf(request, subject, before.user)));
  if (asked !== undefined) return ok(await standing(ports, { subject, event: path }));
  const admission = await readAdmission(ports.store, subject, path);
  if (admission?.state !== 'asked') throw refused({ type }, admission?.state ?? 'not-asked');
  // Only now it is sure that something is decided: it may be the first act of the operator.
  const operator = before ?? (await userOfToken(ports, caller.tokenSubject));
  const decided = await commitAdmission(ports, {
    subject,
    event: { type, program, setting, ...body, by: operator.user },
    actor: commitPerson(ports, caller, { ...operator, roles: ['operator'] }),
    key: keyOf(request, subject, operator.user),
    status: 200,
  });
  return ok(decided);
};

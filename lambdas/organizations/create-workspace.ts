import { notFound } from '../../contract/api/problems.ts';
import { identifier } from '../../domain/identifiers.ts';
import { isoOf } from '../../domain/time.ts';
import { demandMember } from '../shared/http/authority.ts';
import { keyOf } from '../shared/http/replay.ts';
import { created, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { programsOf } from '../shared/offered-programs.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { readSubject, type Workspace } from '../shared/repositories/subjects.ts';
import { createOnce } from './create-subject.ts';
import type { OrganizationsPorts } from './ports.ts';
import { choosePrograms } from './programs.ts';
import { workspaceReply } from './subjects.ts';

/**
 * Creates a workspace in an organization; its creator becomes its owner. The edge has refused every geography
 * but the cell's own, and nothing changes it later (SC-6). Nor does anything change its capacity: an owner who could
 * name another one could name one that they may write, and so give themselves the right that sharing asks for (SC-2).
 * @throws ProblemError not-found, not-allowed, unknown-program, idempotency-key-reused, conflict-try-again
 */
export const createWorkspace = async (
  request: Request<'POST /v1/workspaces'>,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  const { body, caller } = request;
  const member = await demandMember(ports, caller, body.organization);
  const organization = await readSubject(ports.store, body.organization);
  const { user } = member;
  if (user === undefined || organization?.kind !== 'organization') throw notFound(body.organization);
  const at = ports.clock.now();
  const workspace: Workspace = {
    kind: 'workspace',
    id: identifier(ports.geography, 'ws', ports.randomness.ulid(at)),
    organization: organization.id,
    home: organization.home,
    geography: body.geography,
    ...(body.capacity !== undefined && { capacity: body.capacity }),
    programs: choosePrograms(programsOf(ports.programs, organization), body.programs),
    state: 'open',
    createdAt: isoOf(at),
  };
  const done = await createOnce(ports, keyOf(request, organization.id, user), workspace, {
    firstOwner: async () => user,
    actor: commitPerson(ports, caller, member)(),
  });
  return created(`/v1/workspaces/${done.id}`, workspaceReply(done));
};

import { identifier } from '../../domain/identifiers.ts';
import { isoOf } from '../../domain/time.ts';
import { keyOf } from '../shared/http/replay.ts';
import { created, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import type { Organization } from '../shared/repositories/subjects.ts';
import { userOfToken } from '../shared/repositories/users.ts';
import { createOnce } from './create-subject.ts';
import type { OrganizationsPorts } from './ports.ts';
import { choosePrograms } from './programs.ts';
import { organizationReply } from './subjects.ts';

/**
 * Creates an organization's part in this cell and names its first owner, whether or not they ever signed in. Its
 * home is set here, for good.
 * @throws ProblemError unknown-program, idempotency-key-reused, conflict-try-again
 */
export const createOrganization = async (
  request: Request<'POST /v1/organizations'>,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  const { body, caller } = request;
  const at = ports.clock.now();
  const organization: Organization = {
    kind: 'organization',
    id: identifier(ports.geography, 'org', ports.randomness.ulid(at)),
    home: body.home,
    link: ports.randomness.salt(),
    programs: choosePrograms(ports.programs, body.programs),
    state: 'open',
    createdAt: isoOf(at),
  };
  // The organization does not exist yet: the key is kept with the operator who asks.
  const operator = await userOfToken(ports, caller.tokenSubject);
  const done = await createOnce(ports, keyOf(request, operator.user, operator.user), organization, {
    firstOwner: async () => (await userOfToken(ports, body.owner)).user,
    actor: commitPerson(ports, caller, { ...operator, roles: ['operator'] })(),
  });
  return created(`/v1/organizations/${done.id}`, organizationReply(done, []));
};

import type { ProgramReply } from '../../contract/api/replies.ts';
import { withLocations } from '../../domain/programs/located.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { programOf } from '../shared/offered-programs.ts';
import type { StatementsPorts } from './ports.ts';

type Programs = Pick<StatementsPorts, 'programs'>;

/** Every program that the vendor runs here. */
export const listPrograms = async (
  _request: Request<'GET /v1/programs'>,
  { programs }: Programs,
): Promise<Reply> => ok({ programs: programs.map(withLocations) satisfies readonly ProgramReply[] });

/** One program. @throws ProblemError unknown-program with the names that there are */
export const readProgram = async (
  { path }: Request<'GET /v1/programs/{program}'>,
  { programs }: Programs,
): Promise<Reply> => ok(withLocations(programOf(programs, path.program)) satisfies ProgramReply);

import type { ClosureReply } from '../../../contract/api/replies.ts';
import type { Closure } from '../../../domain/consent/epoch.ts';

/** A closure as the API shows it. */
export const closureReply = (closure: Closure): ClosureReply => ({
  epoch: closure.epoch,
  subject: closure.subject,
  program: closure.program,
  setting: closure.setting,
  cause: closure.cause,
  state: closure.endedAt === undefined ? 'deleting' : 'ended',
  closedAt: closure.closedAt,
  ...(closure.countsFrom && { countsFrom: closure.countsFrom }),
  deadline: closure.deadline,
  ...(closure.endedAt !== undefined && { endedAt: closure.endedAt }),
});

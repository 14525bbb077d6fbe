import type { PurgingReply } from '../../contract/api/replies.ts';
import type { TestReply } from '../support/cell.ts';
import { operator } from '../support/story.ts';
import type { Act } from './acts.ts';
import { invoke } from './people.ts';
import type { World } from './world.ts';

/** One of the vendor's operators, who stops purging and lets it go on, and asks again where no answer came. */
export const switches = (world: World, { state }: Extract<Act, { kind: 'switch' }>): void => {
  const { now } = world.scheduler.clock;
  if (world.answered.has(state)) return;
  const entry = world.observer.switches({ state, begunAt: now() });
  invoke(world, 'operations', async (actor) => {
    const reply: TestReply<PurgingReply> = await world
      .as(actor, 'operations')
      .call(operator, 'PUT /v1/purging', { body: { state, reason: 'something looks wrong' } });
    entry.status = reply.status;
    entry.endedAt = now();
    if (reply.status !== 200) return;
    world.answered.add(state);
    if ('since' in reply.body) entry.since = reply.body.since;
  });
};

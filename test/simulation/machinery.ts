import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { type Duration, minutes, seconds } from '../../domain/time.ts';
import { type PublishedEvent, publishItems, sweepOutbox } from '../../lambdas/outbox/publish.ts';
import { planTick } from '../../lambdas/planner/plan-tick.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { signLog } from '../../lambdas/signer/sign-log.ts';
import { sweep } from '../../lambdas/sweep/sweep.ts';
import { workThrough } from '../../lambdas/worker/work-through.ts';
import type { Actor } from '../races/scheduler.ts';
import { grantedStore } from '../support/operations.ts';
import { invoke } from './people.ts';
import { signerEdge } from './signer.ts';
import { drawDelay } from './weather.ts';
import { accessOf, type World } from './world.ts';

/** What runs by itself: the schedule with its planner, the queue with its workers, the stream and the sweep. */
export type Machinery = {
  readonly tick: () => void;
  readonly sweep: () => void;
  readonly inspect: () => void;
  readonly sign: () => void;
};

/** Events that somebody judges and that the stream brings. That a certificate was issued only the sweep tells. */
const isJudged = /^(LotPurged|ClosureEnded|Deadline|Purging|SweepFound)/;

/** Of ticks that would find nothing, how many run all the same. */
const idleTicks = 0.1;

/** As the queue of a cell is set up. */
const visibility = minutes(30);
const receives = 4;

export const machinery = (world: World): Machinery => {
  const { scheduler, schedule, observer, goesWrong, calmNow, defect } = world;
  const { random } = scheduler;
  const { weather } = schedule;
  const deadLetters: string[] = [];

  const later = (duration: Duration, act: () => void): void => {
    scheduler.start(`later ${scheduler.trace.length}`, async ({ wait }) => {
      await wait(duration);
      act();
    });
  };

  const receive = (body: string, time: number): void => {
    let deleted = false;
    const bodies = goesWrong(weather.forged) ? random.shuffle([body, forgedFrom(world, body)]) : [body];
    const messages = bodies.map((text, index) => ({ messageId: String(index), body: text }));
    invoke(world, 'worker', async (actor) => {
      const { batchItemFailures } = await workThrough(portsOf(world, actor, 'worker'), messages);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      deleted = !messages.some(({ messageId, body: text }) => text === body && failed.has(messageId));
    });
    later(visibility, () => {
      if (deleted) return;
      if (time < receives) receive(body, time + 1);
      else deadLetters.push(body);
    });
  };

  const send = async (work: readonly PurgeWork[]): Promise<void> => {
    for (const [taken, piece] of random.shuffle(work).entries()) {
      if (goesWrong(weather.lostMessage))
        throw new Error(`the queue took ${taken} of ${work.length} messages`);
      const body = JSON.stringify(piece);
      for (let copies = goesWrong(weather.duplicate) ? 2 : 1; copies > 0; copies -= 1) {
        later(goesWrong(weather.delay) ? drawDelay(random) : random.below(seconds(1)), () =>
          receive(body, 1),
        );
      }
    }
  };

  const bus = {
    publish: async (events: readonly PublishedEvent[]): Promise<readonly number[]> => {
      if (goesWrong(weather.busDown / 2)) throw new Error('the bus does not answer');
      const refused = events.flatMap((_, position) => (goesWrong(weather.busDown) ? [position] : []));
      observer.told(events.filter((_, position) => !refused.includes(position)));
      return defect.refusedByBus?.(refused) ?? refused;
    },
  };

  world.watch((changes) => {
    const born = changes.flatMap(({ before, after }): Item[] =>
      before === undefined && after?.pk.startsWith('us_outbox#') ? [after] : [],
    );
    // What nobody will judge need not travel: the stream may miss anything.
    const told = born.filter(({ event }) => isJudged.test(String(Object(event).type)));
    if (told.length === 0 || goesWrong(weather.missedByStream)) return;
    invoke(world, 'outbox', (actor) => publishItems({ ...portsOf(world, actor, 'outbox'), bus }, told));
  });

  return {
    tick: () => {
      // Whoever made it calm sent again what had failed too often.
      if (calmNow()) for (const body of deadLetters.splice(0)) receive(body, 1);
      if (world.nothingToPlan() && !random.chance(idleTicks)) return;
      const begunAt = scheduler.clock.now();
      const calm = calmNow();
      invoke(world, 'planner', async (actor) => {
        const ports = { ...portsOf(world, actor, 'planner'), queue: { send }, report: () => {} };
        const { ended } = await planTick(ports);
        if (calm && calmNow() && ended === 'all-planned')
          observer.ticked({ begunAt, endedAt: scheduler.clock.now() });
      });
    },
    sweep: () => {
      invoke(world, 'outbox', (actor) => sweepOutbox({ ...portsOf(world, actor, 'outbox'), bus }));
    },
    inspect: () => {
      invoke(world, 'sweep', (actor) => sweep({ ...portsOf(world, actor, 'sweep'), report: () => {} }));
    },
    sign: () => {
      invoke(world, 'signer', (actor) =>
        signLog({ ...portsOf(world, actor, 'signer'), ...signerEdge(world, actor) }),
      );
    },
  };
};

/** The ports of a function that starts now, and ends when its time is over. */
const portsOf = (world: World, actor: Actor, role: keyof typeof accessOf) => {
  const { now } = world.scheduler.clock;
  const endsAt = now() + seconds(accessOf[role].timeoutSeconds);
  const { ports } = world.as(actor, role);
  return { ...ports, store: grantedStore(ports.store, accessOf[role]), timeLeft: () => endsAt - now() };
};

/** A message that nobody of the cell sent: about a lot that is not due, about nothing, or of no sense at all. */
const forgedFrom = ({ scheduler: { random }, lots }: World, body: string): string => {
  const [epoch = '', ...lot] = random.pick(lots()).split('#');
  return random.pick([
    JSON.stringify({ kind: 'purge-lot', epoch, lot: lot.join('#') }),
    JSON.stringify({ kind: 'end-closure', epoch }),
    JSON.stringify({ kind: 'finish-opt-out', epoch }),
    body.replaceAll('us_ep_', 'eu_ep_'),
    body.replace(/#\d\d"/, '#31"'),
    '{"kind":"purge-everything"}',
    'purge all',
  ]);
};

import { ulid } from 'ulid';
import { dayOf, type Instant, isoOf, seconds } from '../../domain/time.ts';
import type { Actor, Started } from '../races/scheduler.ts';
import type { TestReply } from '../support/cell.ts';
import { assistant, choose } from '../support/story.ts';
import type { Act } from './acts.ts';
import { somebody } from './customers.ts';
import type { Call, Exchange } from './oracle/log.ts';
import type { Role, World } from './world.ts';

/** An owner, an assistant, a reader: whoever calls the cell through its door. */

type ActOf<Kind extends Act['kind']> = Extract<Act, { kind: Kind }>;

/** Starts a function for one call; its clock is off by a chance of its own. */
export const invoke = <T>(
  { scheduler, schedule, disaster }: World,
  role: Role,
  run: (actor: Actor) => Promise<T>,
): Started<T> => {
  const { skew } = schedule.weather;
  const off = skew === 0 ? 0 : scheduler.random.below(2 * skew + 1) - skew;
  const refused = disaster.stopped && role !== 'restorer';
  const start = refused ? () => Promise.reject(new Error('no function is started')) : run;
  return scheduler.start(`${role} ${scheduler.trace.length}`, start, { skew: off });
};

/** What a call that failed within the door stands for: nobody knows what came of it. */
const unknown = 500;

export const chooses = (world: World, act: ActOf<'choose'>): void => {
  const { scheduler } = world;
  const first = tellsChoice(world, act);
  scheduler.start(`again ${scheduler.trace.length}`, async ({ wait }) => {
    await wait(patience);
    // Who got no answer asks again, mostly.
    if (unanswered(first) && scheduler.random.chance(0.8)) tellsChoice(world, act);
  });
};

const patience = seconds(14);
const unanswered = ({ status }: Exchange): boolean => status === undefined || status >= 500;

const tellsChoice = (world: World, { sharing, value, at, accepts }: ActOf<'choose'>) => {
  const { now } = world.scheduler.clock;
  const choice = { sharing: sharing.name, value, begunAt: now() };
  const entry = world.observer.chooses({ ...choice, ...(accepts !== undefined && { accepts }) });
  const key = `choice-${at}-${value}`;
  invoke(world, 'settings', async (actor) => {
    const cell = world.as(actor, 'settings');
    const reply = await choose(cell, sharing.subject, sharing.address, value, {
      'idempotency-key': key,
    }).catch(() => undefined);
    entry.status = reply?.status ?? unknown;
    entry.endedAt = now();
    if (reply === undefined || reply.status !== 200) return;
    entry.epoch = reply.body.epoch;
    entry.inForce = reply.body.value;
    entry.deadlines = reply.body.closures?.map(({ epoch, deadline }) => ({ epoch, deadline }));
  });
  return entry;
};

export const captures = (world: World, act: ActOf<'capture'>): void => {
  const { scheduler, schedule } = world;
  const { random, clock } = scheduler;
  const { skew } = schedule.weather;
  const clientNow = clock.now() + (skew === 0 ? 0 : random.below(2 * skew + 1) - skew);
  const begun = clientNow - act.begunBefore;
  const id = ulid(begun, random.fraction);
  const said = clientNow - act.saidBefore - act.begunBefore;
  const call: Call = {
    id,
    sharing: act.sharing.name,
    workspace: random.pick(act.sharing.workspaces),
    use: act.sharing.use,
    day: dayOf(begun),
    records: Array.from({ length: act.records }, (_, index) => ({
      text: `${id} ${index}`,
      saidAt: said,
      people: index % 2 === 0 ? [somebody] : [],
    })),
    begunAt: clock.now(),
  };
  const records = call.records.map(({ text, people }) => ({ ...recordOf(text, begun, said), people }));
  const first = sends(world, call, records);
  if (act.againAfter === 0) return;
  scheduler.start(`again ${scheduler.trace.length}`, async ({ wait }) => {
    await wait(act.againAfter);
    if (unanswered(first) || random.chance(0.5)) sends(world, call, records);
  });
};

type Receipt = { readonly epoch: string; readonly deadline: string };

/** What the assistant sends: something said just now, or something with an earlier turn in it. */
const recordOf = (body: string, at: Instant, saidAt: Instant) => {
  const record = {
    category: 'prompt',
    source: 'person',
    dataClass: 'customer-data',
    occurredAt: isoOf(at),
    body,
  };
  return saidAt === at
    ? record
    : { ...record, parts: [{ category: 'prompt', source: 'person', occurredAt: isoOf(saidAt) }] };
};

const sends = (world: World, call: Call, records: readonly unknown[]) => {
  const { now } = world.scheduler.clock;
  const entry = world.observer.calls({ ...call, begunAt: now() });
  const { workspace, use, id: callId } = call;
  invoke(world, 'captures', async (actor) => {
    const sent = { body: { workspace, use, callId, records } };
    const reply: TestReply<Receipt> = await world
      .as(actor, 'captures')
      .call(assistant, 'POST /v1/captures', sent);
    entry.status = reply.status;
    entry.endedAt = now();
    if (reply.status < 300) entry.receipt = { epoch: reply.body.epoch, deadline: reply.body.deadline };
  });
  return entry;
};

/** Looks at the day's records of the epochs that a reader heard of. */
export const looks = (world: World, { sharing }: ActOf<'look'>, epochs: readonly string[]): void => {
  const { now } = world.scheduler.clock;
  const [workspace = ''] = sharing.workspaces;
  for (const epoch of epochs) {
    const entry = world.observer.looks({ sharing: sharing.name, epoch, texts: [], begunAt: now() });
    invoke(world, 'captures', async (actor) => {
      const query = { workspace, use: sharing.use, epoch, day: dayOf(now()) };
      const reply: TestReply<{ records?: readonly { readonly body: string }[] }> = await world
        .as(actor, 'captures')
        .call(assistant, 'GET /v1/captures', { query });
      entry.status = reply.status;
      entry.endedAt = now();
      entry.texts = reply.body.records?.map(({ body }) => body) ?? [];
    });
  }
};

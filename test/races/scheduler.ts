import type { Duration, Instant } from '../../domain/time.ts';
import type { Clock, Wait } from '../../lambdas/shared/ports.ts';
import { type CrashPolicy, never } from './crashes.ts';
import { type Random, seededRandom } from './random.ts';

/**
 * A seeded, cooperative scheduler for races. Several actors run handlers over in-memory stores on the same tables:
 *
 *     const scheduler = raceScheduler({ seed });
 *     const tables = inMemoryTables();
 *     const storeOf = (actor: Actor) => inMemoryStore({ tables, pause: actor.pause });
 *     const capture = scheduler.start('capture', (actor) => captureRecords(request, { store: storeOf(actor), … }));
 *     const optOut = scheduler.start('opt out', (actor) => chooseSetting(choice, { store: storeOf(actor), … }));
 *     await scheduler.run();
 *     expect(capture.ending()).toEqual({ kind: 'finished', value: … });
 *
 * One actor runs at a time, from one pause to its next; the seed decides who goes on, how much time passes, and
 * who crashes. The same seed gives the same race, as long as actors await nothing but pauses, waits and what is
 * settled already: no timers, no input or output, no other actor.
 */
export type Scheduler = {
  readonly random: Random;
  /** The simulated time, without any actor's skew. */
  readonly clock: Clock;
  /** Adds an actor; it begins when the scheduler first picks it. Also from within actors, and between runs. */
  readonly start: <T>(
    name: string,
    run: (actor: Actor) => Promise<T>,
    options?: { readonly skew?: Duration },
  ) => Started<T>;
  /** Runs until no actor can go on. May be called again after more were started. @throws Error when an actor hangs */
  readonly run: () => Promise<void>;
  /** Lets time pass between runs. */
  readonly passes: (duration: Duration) => void;
  /** What happened so far, step by step. */
  readonly trace: readonly Step[];
};

export type Actor = {
  readonly name: string;
  /** Hands control to the scheduler. Never comes back when the actor crashed. */
  readonly pause: (point: string) => Promise<void>;
  /** The simulated time as this actor sees it. */
  readonly clock: Clock;
  /** Pauses for a simulated while at least. */
  readonly wait: Wait;
};

/** How an actor ended. A crashed one stopped for ever at a pause: nothing of it ran after, not even `finally`. */
export type Ending<T> =
  | { readonly kind: 'finished'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'crashed'; readonly point: string };

export type Started<T> = {
  readonly name: string;
  /** Undefined while the actor is still under way. */
  readonly ending: () => Ending<T> | undefined;
};

export type Step = {
  readonly at: Instant;
  readonly actor: string;
  readonly point: string;
  readonly crashed: boolean;
};

export type SchedulerOptions = {
  readonly seed: number;
  /** Simulated time at the start. 2026-11-21T12:00:00Z by default. */
  readonly startsAt?: Instant;
  /** How much time one step takes at most; the seed draws how much. 20 ms by default. */
  readonly longestStep?: Duration;
  /** Who crashes where. Nobody by default. */
  readonly crash?: CrashPolicy;
};

/** Where a transaction holds its items it belongs to the store: it is committed though its caller is gone. */
const heldByStore = 'transact:held';

type Run = {
  readonly name: string;
  readonly startedAt: Instant;
  visits: number;
  crashed: boolean;
  /** Something of it may still be under way: what it began beside the call that failed it. */
  ended: boolean;
  /** Whether it gave control back since it was last resumed. */
  quiet: boolean;
};

type Parked = {
  readonly run: Run;
  readonly point: string;
  readonly readyAt: Instant;
  readonly resume: () => void;
};

/** Real time within which an actor must reach its next pause, in milliseconds. */
const patience = 5_000;

const turnOfTheLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

const untilQuiet = async (run: Run, waitsElsewhere: () => boolean): Promise<void> => {
  const began = performance.now();
  do {
    await turnOfTheLoop();
    if (performance.now() - began > patience) {
      throw new Error(`the actor '${run.name}' neither pauses nor ends: what does it wait for?`);
    }
  } while (!run.quiet && !run.ended && !waitsElsewhere());
};

export const raceScheduler = (options: SchedulerOptions): Scheduler => {
  const { seed, startsAt = Date.UTC(2026, 10, 21, 12), longestStep = 20, crash = never } = options;
  const random = seededRandom(seed);
  const trace: Step[] = [];
  let parked: readonly Parked[] = [];
  let now = startsAt;

  const park = (run: Run, point: string, readyAt: Instant): Promise<void> =>
    new Promise((resolve) => {
      run.quiet = true;
      if (!run.crashed) parked = [...parked, { run, point, readyAt, resume: resolve }];
    });

  const next = (): Parked => {
    const earliest = Math.min(...parked.map(({ readyAt }) => readyAt));
    now = Math.max(now, earliest);
    const picked = random.pick(parked.filter(({ readyAt }) => readyAt <= now));
    now += random.below(longestStep + 1);
    return picked;
  };

  const step = async (picked: Parked): Promise<void> => {
    const { run, point } = picked;
    const crashes =
      !run.crashed &&
      crash({ actor: run.name, point, visit: run.visits, running: now - run.startedAt, random });
    run.visits += 1;
    trace.push({ at: now, actor: run.name, point, crashed: crashes });
    if (crashes) {
      run.crashed = true;
      parked = parked.filter((other) => other.run !== run || other.point === heldByStore);
      return;
    }
    parked = parked.filter((other) => other !== picked);
    run.quiet = false;
    picked.resume();
    // An actor that does several things at once may have nothing to do before another of its pauses ends.
    await untilQuiet(run, () => parked.some((other) => other.run === run));
  };

  const start = <T>(
    name: string,
    body: (actor: Actor) => Promise<T>,
    { skew = 0 }: { readonly skew?: Duration } = {},
  ): Started<T> => {
    const run: Run = { name, startedAt: now, visits: 0, crashed: false, ended: false, quiet: true };
    let ended: Ending<T> | undefined;
    const end = (ending: Ending<T>) => {
      ended = ending;
      run.ended = true;
      run.quiet = true;
    };
    const actor: Actor = {
      name,
      clock: { now: () => now + skew },
      pause: (point) => park(run, point, now),
      wait: (duration) => park(run, `wait ${Math.round(duration)} ms`, now + duration),
    };
    void park(run, 'start', now)
      .then(() => body(actor))
      .then((value) => end({ kind: 'finished', value }))
      .catch((error: unknown) => end({ kind: 'failed', error }));
    const crashedAt = (): Ending<T> | undefined => {
      const last = trace.findLast((one) => one.actor === name && one.crashed);
      return run.crashed ? { kind: 'crashed', point: last?.point ?? 'start' } : undefined;
    };
    return { name, ending: () => crashedAt() ?? ended };
  };

  return {
    random,
    trace,
    start,
    clock: { now: () => now },
    passes: (duration) => {
      now += duration;
    },
    run: async () => {
      while (parked.length > 0) await step(next());
    },
  };
};

/**
 * The pauses of an actor that hangs now and then, before or after a call to the store: for as long as is drawn, 0
 * for not at all. A transaction that was begun is the store's: it does not wait for a caller that hangs.
 */
export const pauseWithStalls =
  (actor: Actor, draw: () => Duration) =>
  async (point: string): Promise<void> => {
    await actor.pause(point);
    const stall = point === heldByStore ? 0 : draw();
    if (stall > 0) await actor.wait(stall);
  };

/** A trace in words, one step a line, with the milliseconds since the first. */
export const describeTrace = (trace: readonly Step[]): string =>
  trace
    .map(({ at, actor, point, crashed }) => {
      const since = String(at - (trace[0]?.at ?? at)).padStart(8);
      return `${since} ms  ${actor}: ${point}${crashed ? '  CRASHED' : ''}`;
    })
    .join('\n');

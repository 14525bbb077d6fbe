import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ulid } from 'ulid';
import type { Clock, Randomness, Wait } from './ports.ts';

/** The clock, the randomness and the waiting of the machine that a function runs on. */
export const systemClock: Clock = { now: () => Date.now() };

export const systemRandomness: Randomness = {
  ulid: (at) => ulid(at),
  salt: () => randomBytes(32).toString('hex'),
  fraction: () => Math.random(),
};

export const systemWait: Wait = async (duration) => {
  await sleep(duration);
};

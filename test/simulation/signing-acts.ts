import { days, hours, type Instant, minutes, seconds } from '../../domain/time.ts';
import type { Random } from '../races/random.ts';
import type { Act } from './acts.ts';
import type { Calm } from './weather.ts';

/** When a signer runs, and when it cannot: its key service fails now and then, and is away for hours or weeks. */
export type DrawnSigning = {
  readonly acts: readonly Act[];
  readonly calms: readonly Calm[];
  /** Of calls to the key service, how many fail. */
  readonly fails: number;
  /** While it does not answer at all, whether or not other things are calm. */
  readonly down: Calm;
};

/**
 * Signers after purges and choices, some of them two at once, and the last ones when everything that waits can be
 * signed: after the last act, when late messages have come too, in an hour without faults.
 */
export const drawSigning = (
  random: Random,
  { purges, last }: { readonly purges: readonly Instant[]; readonly last: Instant },
): DrawnSigning => {
  const sign = (at: Instant): Act => ({ at, kind: 'sign' });
  const runs = Array.from({ length: random.pick([0, 1, 2]) }, () => {
    const at = random.pick(purges) + random.pick([seconds(1), minutes(1), minutes(16), hours(5)]);
    return random.chance(0.4) ? [sign(at), sign(at + random.below(seconds(2)))] : [sign(at)];
  });
  const end = last + days(2);
  const from = random.pick(purges) - random.pick([0, minutes(5), hours(1)]);
  const lasts = random.pick([0, 0, hours(3), days(2), days(40)]);
  return {
    acts: [...runs.flat(), sign(end), sign(end + minutes(20)), { at: end + minutes(40), kind: 'sweep' }],
    calms: [{ from: end - minutes(10), until: end + minutes(60) }],
    fails: random.pick([0, 0.1, 0.4]),
    down: { from, until: Math.min(from + lasts, last) },
  };
};

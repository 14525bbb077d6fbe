import type { LedgerEntry, LedgerEvent } from '../consent/ledger.ts';
import { type Duration, days, type Instant, instantOf } from '../time.ts';

/**
 * How long a ledger says who acted (BY-10). A name lives for a declared time after what was done ceased to hold: a
 * choice holds until another takes its place, an admission until it is asked for again, a hold until it is released, roles
 * until others take their place, and every other act when it is done. So
 * nobody loses sight of who gave an instruction that is still followed.
 */

/**
 * The declared time, where none is configured: six years. As long may a claim under a simple contract be brought in
 * England (Limitation Act 1980, section 5), and as long are documents of compliance kept under 45 CFR 164.316(b)(2)(i).
 */
export const ordinaryNameLife: Duration = days(2_192);
/** No shorter life can be configured: what is disputed within the year is disputed with names. */
export const shortestNameLife: Duration = days(365);
/** And no longer one. */
export const longestNameLife: Duration = days(36_525);

/** What an act is about, where a later one can end it; undefined where it is over when it is done. */
const matterOf = (event: LedgerEvent): string | undefined => {
  switch (event.type) {
    case 'setting-chosen':
    case 'default-applied':
      return `setting ${event.program} ${event.setting}`;
    case 'hold-placed':
    case 'hold-released':
      return `hold ${event.hold}`;
    case 'admission-asked':
    case 'admission-decided':
      return `admission ${event.program} ${event.setting}`;
    case 'roles-given':
      return `member ${event.member}`;
    default:
      return undefined;
  }
};

const endsForGood = (event: LedgerEvent): boolean =>
  event.type === 'hold-released' || (event.type === 'roles-given' && event.roles.length === 0);

/**
 * Follows the entries of a ledger in their order, and tells for each which names are over by it: those of acts that
 * ceased to hold with it, and its own where it holds nothing. What still holds is never told.
 */
export class NamesOver {
  private readonly holding = new Map<string, number>();

  /** The sequences of entries whose life ends as long after this entry as a name lives. */
  endedBy({ sequence, event }: Pick<LedgerEntry, 'sequence' | 'event'>): readonly number[] {
    const matter = matterOf(event);
    if (matter === undefined) return [sequence];
    const before = this.holding.get(matter);
    const ended = before === undefined ? [] : [before];
    // What such an act ends does not hold again, and the act is over with it.
    if (endsForGood(event)) {
      this.holding.delete(matter);
      return [...ended, sequence];
    }
    this.holding.set(matter, sequence);
    return ended;
  }
}

/** Whether what ceased to hold with an entry is old enough for the names of it to go. */
export const isNameLifeOver = ({ at }: Pick<LedgerEntry, 'at'>, life: Duration, now: Instant): boolean =>
  instantOf(at) + life <= now;

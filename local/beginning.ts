import type { SavedCloud } from './saved-cloud.ts';

/** What one run of the emulator left on disk. */
export type Generation = {
  readonly number: number;
  readonly directory: string;
  /** `saved`: it ended cleanly and every file is as it was then. `unsaved`: it was killed, or still runs. */
  readonly state: 'saved' | 'unsaved' | 'damaged';
  /** ISO 8601, of what is saved. */
  readonly savedAt?: string;
  readonly cloud: SavedCloud | 'unreadable' | undefined;
};

/** What a start begins from, and a sentence for whoever might expect otherwise. */
export type Beginning =
  | { readonly kind: 'fresh'; readonly because?: string }
  | {
      readonly kind: 'resume';
      readonly from: Generation;
      readonly cloud: SavedCloud;
      readonly because?: string;
    };

const fresh = (because: string): Beginning => ({ kind: 'fresh', because: `${because} Starting fresh.` });

/** `ministack==1.5.33` and what goes with it, on one line. */
const named = (requirements: string): string => requirements.trim().split(/\s+/).join(', ');

const fromSaved = (newest: Generation, installed: string): Beginning => {
  const { cloud } = newest;
  if (newest.state === 'damaged' || cloud === 'unreadable') return fresh('The saved state is damaged.');
  if (cloud === undefined) return fresh('The last start was stopped before its cells were deployed.');
  if (cloud.emulator !== installed) {
    return fresh(`The saved state is of ${named(cloud.emulator)}, and this is ${named(installed)}.`);
  }
  return { kind: 'resume', from: newest, cloud };
};

/**
 * Decides what a start begins from.
 * @param options.installed the requirements of the emulator that will run
 * @param options.generations everything on disk, in any order
 */
export const decideBeginning = (options: {
  readonly wish: 'resume' | 'fresh';
  readonly installed: string;
  readonly generations: readonly Generation[];
}): Beginning => {
  const [newest, ...older] = options.generations.toSorted((a, b) => b.number - a.number);
  if (newest === undefined) return { kind: 'fresh' };
  if (options.wish === 'fresh') return { kind: 'fresh', because: 'Wiped the saved state, as asked.' };
  if (newest.state !== 'unsaved') return fromSaved(newest, options.installed);
  const last = older.find(({ state }) => state !== 'unsaved');
  if (last === undefined) return fresh('The last run ended before it could save anything.');
  const beginning = fromSaved(last, options.installed);
  if (beginning.kind === 'fresh') return beginning;
  return {
    ...beginning,
    because:
      `The last run was killed before it could save: going on from the state of ${last.savedAt}, ` +
      'and what was done after that is lost.',
  };
};

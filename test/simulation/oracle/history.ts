import type { Call, Choice, Exchange, Log, RecordSeen, Terms } from './log.ts';

/** A log with what follows from it for each record. Nothing here judges. */
export type History = {
  readonly log: Log;
  /** Records by lot, those too that were moved into it or out of it. */
  readonly lots: ReadonlyMap<string, readonly Life[]>;
  readonly lives: readonly Life[];
  /** What was captured that nobody ever offered. */
  readonly strangers: readonly RecordSeen[];
  /** By when an epoch was open for certain. */
  readonly openSince: (epoch: string) => number;
  readonly closings: (epoch: string, sharing: string) => Closings;
};

/** A record with the call that it came with, and the terms that it came under. */
export type Life = RecordSeen & {
  readonly epoch: string;
  readonly call: Call;
  readonly attempts: readonly Call[];
  readonly saidAt: number;
  readonly people: readonly string[];
  /** When it was born first, and every lot that it ever lay in; both of a stay too. */
  readonly capturedAt: number;
  readonly layIn: readonly string[];
  readonly terms: Terms;
  /** Whether this is a stay in a lot that ended because the record was moved to another. */
  readonly movedOn?: boolean;
  /** The start of its UTC day. */
  readonly dayStart: number;
};

/** The opt-outs that closed an epoch for certain, and those that may have. */
export type Closings = { readonly certain: readonly Choice[]; readonly possible: readonly Choice[] };

export const done = ({ status }: Exchange): boolean => status !== undefined && status < 300;
/** Whether a choice was answered as made: what is in force is what was chosen. */
export const took = (choice: Choice): boolean => done(choice) && choice.inForce === choice.value;
/** Whether an exchange was turned down for good, so that nothing can come of it. */
export const refused = ({ status }: Exchange): boolean =>
  status !== undefined && status >= 400 && status < 500;

/** Two clocks of the cell differ by no more than this from the true time. */
export const skew = 5 * 60_000;

/** The epoch that a partition of the content table begins with. */
const epochOf = (pk: string): string => pk.slice(0, pk.indexOf('#'));

export const historyOf = (log: Log): History => {
  const attempts = Map.groupBy(log.calls, ({ id }) => id);
  const callOfText = new Map(
    log.calls.flatMap((call) => call.records.map((record) => [record.text, { call, record }])),
  );
  const strangers: RecordSeen[] = [];
  const lives = log.records.flatMap((seen): Life[] => {
    const from = callOfText.get(seen.text);
    const terms = from && log.terms[from.call.use];
    if (from === undefined || terms === undefined) {
      strangers.push(seen);
      return [];
    }
    const { call, record } = from;
    return [
      {
        ...seen,
        epoch: epochOf(seen.pk),
        call,
        attempts: attempts.get(call.id) ?? [],
        saidAt: record.saidAt,
        people: record.people ?? [],
        capturedAt: seen.bornAt,
        layIn: [seen.pk, ...(seen.moves ?? []).map(({ pk }) => pk)],
        terms,
        dayStart: Date.parse(`${call.day}T00:00:00.000Z`),
      },
    ];
  });
  const openSince = openingsIn(log, lives);
  return {
    log,
    lives,
    strangers,
    lots: byLot(lives),
    openSince,
    closings: closingsIn(log, openSince),
  };
};

/** The stays of records in lots: each ends when the record is deleted, or moved on. */
const byLot = (lives: readonly Life[]): ReadonlyMap<string, readonly Life[]> =>
  Map.groupBy(
    lives.flatMap((life): Life[] => {
      const stays = [{ at: life.bornAt, pk: life.pk }, ...(life.moves ?? [])];
      return stays.map(({ at, pk }, stay) => {
        const next = stays[stay + 1]?.at;
        return { ...life, pk, bornAt: at, diedAt: next ?? life.diedAt, movedOn: next !== undefined };
      });
    }),
    ({ pk }) => pk,
  );

/**
 * An opt-out that began after an epoch was open has closed it when its answer came. One whose answer never came, or
 * that was still under way, may have.
 */
const closingsIn = (log: Log, since: History['openSince']): History['closings'] => {
  const known = new Map<string, Closings>();
  return (epoch, sharing) => {
    const before = known.get(epoch);
    if (before !== undefined) return before;
    const openSince = since(epoch);
    const offs = log.choices.filter((choice) => choice.sharing === sharing && choice.value === 'off');
    const found = {
      certain: offs.filter((off) => took(off) && off.begunAt >= openSince),
      possible: offs.filter((off) => !refused(off) && (off.endedAt ?? Number.POSITIVE_INFINITY) >= openSince),
    };
    known.set(epoch, found);
    return found;
  };
};

const openingsIn = (log: Log, lives: readonly Life[]): History['openSince'] => {
  const known = new Map<string, number>();
  return (epoch) => {
    const since = known.get(epoch) ?? openedBy(log, lives, epoch);
    known.set(epoch, since);
    return since;
  };
};

/** By when an epoch was open for certain: when its opening was answered, or its first record was there. */
const openedBy = (log: Log, lives: readonly Life[], epoch: string): number => {
  const answered = log.choices
    .filter((choice) => choice.value === 'on' && done(choice) && choice.epoch === epoch)
    .map(({ endedAt }) => endedAt ?? Number.POSITIVE_INFINITY);
  const born = lives.filter((life) => life.epoch === epoch).map(({ bornAt }) => bornAt);
  return Math.min(Number.POSITIVE_INFINITY, ...answered, ...born);
};

import { loadavg } from 'node:os';
import { type Arena, latency, openArena, type Round } from './purge/arena.ts';
import { breakEven, costsApart, unitsOfEmptyTick, unitsOfLot } from './purge/by-the-rules.ts';
import { callsAlone } from './purge/calls-alone.ts';
import { conditionalAtOnce, type Purged, workersOfQueue } from './purge/contestants.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from './purge/embedded-dynamodb.ts';

/**
 * What a purge takes and costs, beside three other ways to delete the same records, on the embedded DynamoDB with
 * a wait added to each call: `npm run bench:purge -- <records> <records a lot> <rounds>`. Seconds differ from
 * machine to machine and with what else runs there; ratios of one run hold better, capacity holds. The embedded
 * DynamoDB answers from one thread, which whoever is fast keeps busy, so that it shows less of a ratio than there is;
 * what the calls alone allow is reckoned beside it, in time that passes only while calls are under way.
 */
const [records = 20_000, recordsPerLot = 400, rounds = 3] = process.argv.slice(2).map(Number);

const budget = { timesNaive: 80, write: 1.05, read: 0.15, growth: 1.1 } as const;

/** The naive way is measured on a sample: pages of its scan until so many records are deleted. */
const sample = 400;
/** The other two are measured on so many lots at most: nothing of theirs depends on how many there are. */
const lotsOfOthers = 5;

const lots = Math.round(records / recordsPerLot);

const secondsOf = ({ finding, deleting }: Purged): number => finding + deleting;
const rateOf = (purged: Purged): number => purged.deleted / secondsOf(purged);

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;
const spread = (values: readonly number[], digits: number): string =>
  [sorted(values).at(0), sorted(values).at(-1)].map((value) => value?.toFixed(digits)).join('–');
const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

const repeated = async (times: number, round: () => Promise<Round>): Promise<readonly Round[]> => {
  const done: Round[] = [];
  for (let time = 0; time < times; time += 1) done.push(await round());
  return done;
};

const rowOf = (due: string, way: string, done: readonly Round[], naive: Round) => {
  const consumed = done.reduce((sum, round) => sum + round.consumed.calls, 0);
  const units = (pick: (round: Round) => number) =>
    done.reduce((sum, round) => sum + pick(round), 0) / done.reduce((sum, { deleted }) => sum + deleted, 0);
  const rates = done.map(rateOf);
  return {
    due,
    way,
    deleted: done[0]?.deleted,
    'items/s': Math.round(median(rates)),
    spread: spread(rates, 0),
    'x naive': (median(rates) / rateOf(naive)).toFixed(1),
    // A scan costs the embedded DynamoDB far more than the real one: this leaves it out.
    'x naive, its scan free': ((median(rates) * naive.deleting) / naive.deleted).toFixed(1),
    calls: (consumed / done.reduce((sum, { deleted }) => sum + deleted, 0)).toFixed(3),
    WCU: units((round) => round.consumed.written).toFixed(3),
    'RCU by the rules': units((round) => round.consumed.readByRules).toFixed(3),
    'RCU as answered': units((round) => round.consumed.read).toFixed(3),
  };
};

/** The four ways with so many lots due, each on lots seeded for it. */
const beside = async (arena: Arena, due: number) => {
  const onlyDue = due === lots;
  const share = `${Math.round((100 * due) / lots)} %`;
  const times = onlyDue ? 1 : rounds;
  const others = Math.min(due, lotsOfOthers);
  const ours = await repeated(times, () => arena.domicile(due));
  const index = await repeated(times, () => arena.indexAndBatch(others));
  const checked = await repeated(times, () => arena.conditional(others));
  const seeded = onlyDue ? Math.ceil(sample / recordsPerLot) : due;
  const naive = await arena.scanOneByOne(seeded, sample);
  const sampled = naive.deleted < due * recordsPerLot ? ' (sample)' : '';
  return [
    rowOf(share, 'Domicile', ours, naive),
    rowOf(share, 'index on content, batches', index, naive),
    rowOf(share, 'conditional deletions', checked, naive),
    rowOf(share, `scan, one by one${sampled}`, [naive], naive),
  ];
};

/** The same due records beside few and beside ten times as many that are not due, in turns. */
const growth = async (small: Arena, large: Arena, due: number, few: number) => {
  await small.addUndue(few);
  await large.addUndue(10 * few);
  const before: Round[] = [];
  const after: Round[] = [];
  for (let time = 0; time < rounds; time += 1) {
    before.push(await small.domicile(due));
    after.push(await large.domicile(due));
  }
  const units = (done: readonly Round[]) =>
    done.reduce((sum, { consumed }) => sum + consumed.written + consumed.readByRules, 0);
  const seconds = (done: readonly Round[]) => median(done.map(secondsOf));
  return {
    'due records': due * recordsPerLot,
    'not due': `${few * recordsPerLot} → ${10 * few * recordsPerLot}`,
    's before': seconds(before).toFixed(2),
    's after': seconds(after).toFixed(2),
    'ratio of time': (seconds(after) / seconds(before)).toFixed(2),
    spread: `${spread(before.map(secondsOf), 2)} → ${spread(after.map(secondsOf), 2)}`,
    'ratio of units': (units(after) / units(before)).toFixed(3),
    'at most': budget.growth,
  };
};

/** Lots of larger records: fewer of them, because capacity is what differs. */
const larger = async (dynamoDb: EmbeddedDynamoDb, kilobytes: number, perLot: number) => {
  const arena = await openArena(dynamoDb, { kilobytes, recordsPerLot: perLot });
  const round = await arena.domicile(workersOfQueue);
  const rules = await unitsOfLot(perLot, kilobytes);
  return {
    'KB a record': kilobytes,
    bytes: arena.recordBytes,
    'records a lot': perLot,
    'items/s': Math.round(rateOf(round)),
    'WCU as answered': (round.consumed.written / round.deleted).toFixed(3),
    'WCU by the rules': (rules.write / perLot).toFixed(3),
    'RCU as answered': (round.consumed.read / round.deleted).toFixed(3),
    'RCU by the rules': (rules.read / perLot).toFixed(3),
    'calls a lot': (round.consumed.calls / round.lots).toFixed(0),
  };
};

/** A tenth of 500,000 records, purged where nothing takes time but calls. One call a record is what the naive way waits. */
const alone = async (workers: number) => {
  const perLot = 400;
  const due = 50_000 / perLot;
  const purged = await callsAlone({ lots: due, recordsPerLot: perLot, workers, latency });
  const rate = rateOf(purged);
  return {
    workers,
    lots: due,
    'planning s': purged.finding.toFixed(2),
    'purging s': purged.deleting.toFixed(2),
    'items/s': Math.round(rate),
    'x one call a record': ((rate * latency) / 1_000).toFixed(1),
    'items/s a lot': Math.round(purged.deleted / purged.deleting / workers),
  };
};

const showRules = async () => {
  console.log('Units by the published rules, counted by the store in memory');
  const { lot, record } = await costsApart(1);
  const tick = await unitsOfEmptyTick();
  console.table([
    { what: 'a lot, beside its records', WCU: lot.write.toFixed(2), RCU: lot.read.toFixed(2) },
    { what: 'a record of 1 KB', WCU: record.write.toFixed(3), RCU: record.read.toFixed(3) },
    { what: 'a tick, nothing due', WCU: tick.write.toFixed(2), RCU: tick.read.toFixed(2) },
  ]);
  const from = await breakEven(budget);
  console.log(
    `At most ${budget.write} WCU + ${budget.read} RCU a record from ${from} records a lot (budget: about 400).\n`,
  );
};

const showCallsAlone = async () => {
  console.log(
    `Calls alone: each takes ${latency} ms and nothing else takes time. Budget: ${budget.timesNaive}x. A partition of DynamoDB ` +
      'takes 1,000 a second.',
  );
  console.table([await alone(workersOfQueue), await alone(2 * workersOfQueue)]);
};

const showEmbedded = async (dynamoDb: EmbeddedDynamoDb) => {
  const arena = await openArena(dynamoDb, { kilobytes: 0.8, recordsPerLot });
  const [tenth, hundredth] = [Math.max(1, Math.round(lots / 10)), Math.max(1, Math.round(lots / 100))];
  console.log(
    `Embedded DynamoDB, ${latency} ms added a call: ${lots * recordsPerLot} records of ${arena.recordBytes} bytes, ${recordsPerLot} a lot, ` +
      `${workersOfQueue} workers in one process. Calls and units are for a record. Budget: ${budget.timesNaive}x at 10 %.`,
  );
  console.table(await beside(arena, lots));
  const small = await openArena(dynamoDb, { kilobytes: 0.8, recordsPerLot });
  const grown = await growth(small, arena, tenth, Math.max(1, Math.round((lots - tenth) / 10)));
  console.table(await beside(arena, tenth));
  await arena.addUndue(tenth - hundredth);
  console.table(await beside(arena, hundredth));
  console.log(
    `The same due records beside ten times as many that are not due, in turns; medians of ${rounds}`,
  );
  console.table([grown]);
  console.log('Larger records');
  console.table([await larger(dynamoDb, 10, 100), await larger(dynamoDb, 100, 20)]);
};

const started = performance.now();
const before = load();
await showRules();
await showCallsAlone();
const dynamoDb = await startEmbeddedDynamoDb();
try {
  await showEmbedded(dynamoDb);
} finally {
  await dynamoDb.stop();
}
console.log(
  `Node ${process.version}, ${((performance.now() - started) / 1_000).toFixed(0)} s. A worker has ${conditionalAtOnce} ` +
    `conditional deletions under way. Load of the machine ${before} before, ${load()} after.`,
);

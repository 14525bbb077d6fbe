import { plannerAccess } from '../contract/access/planner.ts';
import { workerAccess } from '../contract/access/worker.ts';

/** List prices of us-east-1 in USD, as AWS's public pages showed them in November 2026. */
export const prices = {
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  storedGigabyteMonth: 0.25,
  queueRequest: 0.4e-6,
  functionRequest: 0.2e-6,
  functionGigabyteSecond: 13.3334e-6,
  event: 1e-6,
  keyRequest: 3e-6,
} as const;

/**
 * Units that were measured by the published rules: `npm run bench:purge` and `npm run bench:capacity` print them,
 * and a test counts those of a purge again.
 */
export const units = {
  purge: {
    lot: { write: 13, read: 8.5 },
    record: { write: 1.01, read: 0.125 },
    /** From so many records a lot on, a record costs at most so much in all, its part of the lot included. */
    breakEven: { records: 350, write: 1.05, read: 0.15 },
  },
  capture: { write: 2.19, read: 0.16 },
  emptyTick: { read: 15 },
} as const;

/**
 * What the log costs in addition for each lot that is purged: units of the signer's part, and bytes that stay in
 * evidence. A test counts them again. One signature stands for all lots of a run.
 */
export const signing = { lot: { write: 9, read: 2.1, bytes: 1_600 } } as const;

/** What AWS grants unless it is asked for more. */
export const quotas = {
  partitionWrites: 1_000,
  partitionReads: 3_000,
  newTableWrites: 4_000,
  tableWrites: 40_000,
  concurrentFunctions: 1_000,
  keyRequestsASecond: 100_000,
} as const;

/** What the arithmetic takes for granted. */
export const assumed = {
  /** Days for which a record lies until it is purged: its retention without the budget, rounded up. */
  daysKept: 30,
  recordKilobytes: 1,
  recordsACall: 25,
  /** Seconds of a call of DynamoDB from a function. */
  callSeconds: 0.008,
  /** Most records a second over the average, at the busiest hour. */
  peak: 3,
  recordsAPage: 100,
  /** Calls of the worker one after the other: beside the pages of a lot, and for each page. */
  callsALot: 9,
  callsAPage: 6,
  ticksAMonth: 720,
  /** The planner's turn for what is due: half of its time, without the reserve. */
  planningSeconds: (plannerAccess.timeoutSeconds - 5) / 2,
  /** Rounds of calls that planning a hundred lots takes: a query, the reservations side by side, ten sends. */
  callsAHundredPlanned: 12,
} as const;

/** Lots a day of a workspace and use, as programs have them that declare nothing else. */
const shards = 4;

/** How large a cell is thought to be. */
export type Size = { readonly records: number; readonly organizations: number; readonly workspaces: number };

export const sizes: readonly Size[] = [
  { records: 1e6, organizations: 10, workspaces: 20 },
  { records: 1e8, organizations: 1_000, workspaces: 2_000 },
  { records: 1e10, organizations: 20_000, workspaces: 40_000 },
];

/** What a size of cell comes to. Times in seconds, costs in USD a month. */
export const scaleOf = ({ records, workspaces }: Size) => {
  const perDay = records / assumed.daysKept;
  const lotsADay = workspaces * shards;
  const perLot = perDay / lotsADay;
  const captureWrites = (perDay / 86_400) * units.capture.write;
  return {
    perDay,
    perSecond: perDay / 86_400,
    lotsADay,
    perLot,
    captureWrites,
    peakWrites: captureWrites * assumed.peak,
    stored: (records * assumed.recordKilobytes) / 1e6,
    purgeSeconds: purgeSeconds(lotsADay, perLot, workerAccess.maxConcurrency),
    workersForAnHour: workersFor(lotsADay, perLot, 3_600),
    ticksToPlan: Math.ceil(lotsADay / plannableLots),
    messages: lotsADay,
    costs: costsOf(records, lotsADay * assumed.daysKept, perLot),
  };
};

export type Scale = ReturnType<typeof scaleOf>;

/** Seconds that a worker has a lot: by its calls, or by what one partition takes. */
export const lotSeconds = (records: number): number => {
  const calls = assumed.callsALot + assumed.callsAPage * Math.ceil(records / assumed.recordsAPage);
  return Math.max(calls * assumed.callSeconds, (records * units.purge.record.write) / quotas.partitionWrites);
};

const purgeSeconds = (lots: number, perLot: number, workers: number): number =>
  Math.ceil(lots / workers) * lotSeconds(perLot);

/** How many workers purge so many lots within a time. */
const workersFor = (lots: number, perLot: number, seconds: number): number =>
  Math.ceil((lots * lotSeconds(perLot)) / seconds);

/** How many lots one tick can plan in its turn. */
export const plannableLots =
  Math.floor(assumed.planningSeconds / (assumed.callsAHundredPlanned * assumed.callSeconds)) * 100;

/** How many records a day the workers of a cell purge within a time, in lots that are large. */
export const purgeable = (seconds: number, workers: number): number =>
  (workers * seconds * quotas.partitionWrites) / units.purge.record.write;

const costsOf = (records: number, lots: number, perLot: number) => {
  const { lot, record } = units.purge;
  const gigabytes = workerAccess.memoryMegabytes / 1_024;
  const costs = {
    capturing:
      records * (units.capture.write * prices.writeUnit + units.capture.read * prices.readUnit) +
      (records / assumed.recordsACall) * prices.functionRequest,
    storing: (records * assumed.recordKilobytes * prices.storedGigabyteMonth) / 1e6,
    purgingRecords: records * (record.write * prices.writeUnit + record.read * prices.readUnit),
    purgingLots:
      lots * (lot.write * prices.writeUnit + lot.read * prices.readUnit) +
      lots * (signing.lot.write * prices.writeUnit + signing.lot.read * prices.readUnit) +
      assumed.ticksAMonth * units.emptyTick.read * prices.readUnit,
    // A message is sent in tens, received and deleted; its lot is told to the bus and the event cleared away.
    queueFunctionsAndEvents:
      lots *
      (2.1 * prices.queueRequest +
        prices.functionRequest +
        lotSeconds(perLot) * gigabytes * prices.functionGigabyteSecond +
        prices.event +
        prices.writeUnit),
  };
  return { ...costs, sum: Object.values(costs).reduce((sum, cost) => sum + cost, 0) };
};

/** Microseconds of the processor that sealing a record of 1 KB took: `npm run bench:shred`. */
export const sealing = {
  microsecondsARecord: 17,
  nanosecondsAFurtherKilobyte: 170,
  bytesARecord: 28,
} as const;

/** What deleting a million records of 1 KB costs in USD, in lots of a size: their items, or keys of their lots. */
export const deletingAMillion = (perLot: number) => {
  const lots = 1e6 / perLot;
  const { lot, record } = units.purge;
  const gigabytes = 0.5;
  return {
    items:
      1e6 * (record.write * prices.writeUnit + record.read * prices.readUnit) +
      lots * (lot.write * prices.writeUnit + lot.read * prices.readUnit),
    sealing: sealing.microsecondsARecord * gigabytes * prices.functionGigabyteSecond,
    newKeys: lots * prices.keyRequest,
    openedKeys: (1e6 / assumed.recordsACall) * prices.keyRequest,
    keyItems: lots * 4 * prices.writeUnit,
  };
};

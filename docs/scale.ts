import { workerAccess } from '../contract/access/worker.ts';
import { table } from './markdown.ts';
import {
  assumed,
  deletingAMillion,
  lotSeconds,
  plannableLots,
  prices,
  purgeable,
  quotas,
  type Scale,
  scaleOf,
  sealing,
  signing,
  sizes,
  units,
} from './scale-model.ts';

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });

const dollars = (value: number): string => number(value, value < 100 ? 2 : 0);

const duration = (seconds: number): string => {
  if (seconds < 90) return `${number(seconds)} s`;
  return seconds < 5_400 ? `${number(seconds / 60)} min` : `${number(seconds / 3_600, 1)} h`;
};

const power = (value: number): string => {
  const superscript = [...String(Math.round(Math.log10(value)))].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);
  return `10${superscript.join('')}`;
};

const scales = sizes.map((size) => ({ ...size, ...scaleOf(size) }));
type Row = (scale: (typeof scales)[number]) => string;

const bySize = (rows: readonly (readonly [what: string, row: Row])[]): string =>
  table(
    ['', ...scales.map(({ records }) => `${power(records)} records`)],
    rows.map(([what, row]) => [what, ...scales.map(row)]),
  );

const cost =
  (pick: keyof Scale['costs']): Row =>
  ({ costs }) =>
    dollars(costs[pick]);

const workers = workerAccess.maxConcurrency;
const anHour = 3_600;
const perMillion = deletingAMillion(400);
const sixHours = 6 * anHour;

/** The page about cells of a million, a hundred million and ten thousand million records, computed from its assumptions. */
export const scalePage = (): string =>
  `${[
    '# How far a cell carries',
    'This page is written by `npm run docs` from the assumptions in `docs/scale-model.ts`; `npm test` fails where the two differ, and where a purge costs other units than it says. Do not edit it. It is arithmetic: nothing of this size was run on AWS. What we could not confirm or did not measure has a **?**.',
    '## What is taken for granted',
    [
      `- A size is the number of records that lie in one cell at any time. Each lies for ${assumed.daysKept} days, so that a ${assumed.daysKept}th of them is captured, and purged, each day; a month captures and purges all of them.`,
      `- A record has ${assumed.recordKilobytes} KB as it is stored, a call ${assumed.recordsACall} records. The busiest hour captures ${assumed.peak} times the average. **?**`,
      '- Each workspace is active each day and captures for one use: four lots a day. All of them are due at the same tick, since the lots of a day are born at midnight, UTC.',
      `- A call of DynamoDB takes ${assumed.callSeconds * 1_000} ms. **?** Units of a purge are those of \`npm run bench:purge\`: ${units.purge.record.write} WCU and ${units.purge.record.read} RCU a record, ${units.purge.lot.write} WCU and ${units.purge.lot.read} RCU a lot. From about ${units.purge.breakEven.records} records a lot on that is at most ${units.purge.breakEven.write} WCU and ${units.purge.breakEven.read} RCU a record in all; in smaller lots, what a lot costs weighs more. Units of a capture are those of \`npm run bench:capacity\`: ${units.capture.write} WCU and ${units.capture.read} RCU a record.`,
      `- The log takes ${signing.lot.write} WCU and ${signing.lot.read} RCU a lot in addition, leaves at most ${signing.lot.bytes} bytes of evidence that nothing deletes, and one signature for all lots of a run. It is one partition, which takes about ${number(quotas.partitionWrites / 2)} leaves a second.`,
      '- Prices are list prices of us-east-1 in USD as in [Deploying to AWS](deployment.md#what-it-costs), November 2026, without taxes, discounts, free tier and recovery windows.',
    ].join('\n'),
    bySize([
      ['organizations', ({ organizations }) => number(organizations)],
      ['workspaces', (scale) => number(scale.workspaces)],
      ['records captured, and due, a day', ({ perDay }) => number(perDay)],
      ['… a second, on average', ({ perSecond }) => number(perSecond, 1)],
      ['lots a day', ({ lotsADay }) => number(lotsADay)],
      ['records a lot', ({ perLot }) => number(perLot)],
      ['stored, GB', ({ stored }) => number(stored)],
    ]),
    '## Time',
    `A worker deletes a lot by ${assumed.callsALot} calls and ${assumed.callsAPage} for each page of ${assumed.recordsAPage} records, one after the other, and a lot is one partition, which takes ${number(quotas.partitionWrites)} write units a second, whoever asks. The two bounds meet: about ${number(400 / lotSeconds(400))} records a second and worker in lots of 400, ${number(purgeable(1, 1))} in large ones. More calls at once within a lot would gain nothing on AWS; more workers do. Deleting record by record, one call after the other, reaches ${number(1 / assumed.callSeconds)} a second: ${workers} workers are about ${number(timesOneByOne(workers))} times as fast, ${2 * workers} about ${number(timesOneByOne(2 * workers))} times.`,
    bySize([
      [`a day’s due, ${workers} workers as deployed`, ({ purgeSeconds }) => duration(purgeSeconds)],
      ['workers to be done within an hour', ({ workersForAnHour }) => number(workersForAnHour)],
      ['ticks until all lots are planned', ({ ticksToPlan }) => number(ticksToPlan)],
      ['messages a day', ({ messages }) => number(messages)],
      [
        'an opt-out of a tenth of all records',
        ({ records, perLot }) => duration(optOutSeconds(records / 10, perLot)),
      ],
    ]),
    `The deadline budget counts six hours for a purge with all its retries, an interval of the planner and a day of slack. What takes longer than six hours is inside its deadline still, but eats from the slack; it has to change before that. An opt-out has 30 days.`,
    '## Quotas',
    table(
      ['quota', 'AWS grants', ...scales.map(({ records }) => `used at ${power(records)}`), 'what then'],
      quotaRows(),
    ),
    '## Cost a month',
    bySize([
      ['capturing', cost('capturing')],
      ['storing', cost('storing')],
      ['purging, records', cost('purgingRecords')],
      ['purging, lots and ticks', cost('purgingLots')],
      ['queue, functions and events of purges', cost('queueFunctionsAndEvents')],
      ['**sum**', ({ costs }) => `**${dollars(costs.sum)}**`],
      [
        '… of which purging',
        ({ costs }) => `${number(100 * (1 - (costs.capturing + costs.storing) / costs.sum))} %`,
      ],
    ]),
    'Beside it stand what a cell costs in which nothing happens, gateway, logs and time of the functions that capture, and what customers read: see [Deploying to AWS](deployment.md#what-it-costs). A record of 10 KB costs nine to ten times as much to capture, store and purge.',
    '## Where the design changes',
    `At ${power(1e6)} nothing has to change. What gives way next, and what shows it:`,
    table(['what gives way', 'what shows it', 'at about', 'what changes'], changeRows()),
    '## Keys instead of deletions',
    `Encrypting each record under a key of its lot and deleting the key is cheap: sealing took ${sealing.microsecondsARecord} µs of the processor for 1 KB and ${sealing.nanosecondsAFurtherKilobyte} ns for each further KB (\`npm run bench:shred\`), and adds ${sealing.bytesARecord} bytes to a record. For a million records in lots of 400, in USD:`,
    table(
      ['', 'a million records'],
      [
        ['deleting the records', dollars(perMillion.items)],
        ['sealing them, time of a function **?**', number(perMillion.sealing, 4)],
        ['a new key a lot, asked of KMS', number(perMillion.newKeys, 4)],
        [
          'opening the key anew for each captured call; less where a function keeps it for some seconds',
          number(perMillion.openedKeys, 4),
        ],
        ['writing and deleting the key in transactions', number(perMillion.keyItems, 4)],
      ],
    ),
    `So keys would delete for about ${number((100 * (perMillion.newKeys + perMillion.openedKeys + perMillion.keyItems + perMillion.sealing)) / perMillion.items)} % of what deletions cost, if what is encrypted might stay where it lies. It may not: see [the decision](decisions/no-crypto-shredding-yet.md).`,
  ].join('\n\n')}\n`;

/** How many times as fast workers are as one call a record, in lots of 400. */
const timesOneByOne = (lanes: number): number => (lanes * 400 * assumed.callSeconds) / lotSeconds(400);

const optOutSeconds = (records: number, perLot: number): number =>
  Math.ceil(records / perLot / workers) * lotSeconds(perLot);

const quotaRows = (): readonly (readonly string[])[] => [
  [
    'writes of one partition, a second',
    number(quotas.partitionWrites),
    ...scales.map(({ perLot }) => number(Math.min(quotas.partitionWrites, perLot / lotSeconds(perLot)))),
    'a lot purges at that rate and no faster; captures of one workspace spread over its four lots',
  ],
  [
    'writes of the content table, a second: captures at their peak and a purge',
    `${number(quotas.newTableWrites)} on a new table, later up to double the former peak within half an hour; ${number(quotas.tableWrites)} at most`,
    ...scales.map((scale) => number(scale.peakWrites + workers * quotas.partitionWrites)),
    'throttled batches come back and are sent again with growing waits; warm the table before, ask for more',
  ],
  [
    'due lots born at midnight in one of 8 partitions of the index, a second over a minute',
    number(quotas.partitionWrites),
    ...scales.map(({ lotsADay }) => number(lotsADay / 60 / 8, 1)),
    'more buckets',
  ],
  [
    'lots planned in one tick',
    `${number(plannableLots)}, by the planner’s time`,
    ...scales.map(({ lotsADay }) => number(lotsADay)),
    'the rest waits for the next tick, an hour later',
  ],
  [
    'functions at once: captures at their peak, 50 ms each **?**, and workers',
    number(quotas.concurrentFunctions),
    ...scales.map(({ perSecond }) =>
      number(Math.ceil((perSecond * assumed.peak * 0.05) / assumed.recordsACall) + workers),
    ),
    'ask for more',
  ],
  [
    'messages under way in the queue',
    '120,000 **?**',
    ...scales.map(() => number(workers)),
    'only what a worker holds is under way',
  ],
  ['scheduled rules', '300 a bus', ...scales.map(() => 'a few'), 'their number does not grow'],
];

const changeRows = (): readonly (readonly string[])[] => [
  [
    'a new table',
    'throttled writes in the first hours',
    `${number(quotas.newTableWrites)} writes a second; ${workers} workers alone may ask for ${number(workers * quotas.partitionWrites)}`,
    'warm throughput is set on the content table before a large customer starts; until then throttled batches wait and come again, so that a purge takes longer and captures may be throttled beside it',
  ],
  [
    `${workers} workers`,
    'the oldest message of the purge queue is older than an hour',
    `${number(purgeable(anHour, workers) / 1e6)} million records due a day, ${number((purgeable(anHour, workers) * assumed.daysKept) / 1e6)} million in the cell`,
    '`maxConcurrency` of the worker is raised; each worker asks for up to 1,000 writes a second beside what captures need',
  ],
  [
    'one planner',
    'ticks that are cut short',
    `${number(plannableLots)} lots due at once`,
    'sends run beside each other; then the schedule starts one planner for each bucket of the index, and ticks come more often than each hour',
  ],
  [
    'four lots a workspace and day',
    'captures that are refused with conflicts, or throttled; lots of which a worker runs out of time',
    `${number((4 * quotas.partitionWrites) / units.capture.write)} records a second of one workspace; ${number(280 * purgeable(1, 1))} records a lot, as many as a run deletes`,
    'shards by heat: a busy workspace gets up to 32 lots a day, and a lot is bounded in KB',
  ],
  [
    '40,000 writes a second of a table',
    'use of the account’s quota',
    `${number((quotas.tableWrites - workers * quotas.partitionWrites) / assumed.peak / units.capture.write)} captured records a second on average, ${number((((quotas.tableWrites - workers * quotas.partitionWrites) / assumed.peak / units.capture.write) * 86_400 * assumed.daysKept) / 1e9, 1)} thousand million in the cell`,
    'the quota is raised, or a second cell takes new organizations of the geography',
  ],
  [
    'a write unit for each deletion',
    'cost of purges',
    `${dollars(5_000)} a month: ${number(5_000 / (units.purge.record.write * prices.writeUnit + units.purge.record.read * prices.readUnit) / 1e9, 1)} thousand million records a month`,
    'a table for each day, dropped whole when its day is due, for nothing. Opt-outs, holds and requests are still deleted record by record before that, and what is held moves out of the table first',
  ],
  [
    'deleting an opt-out record by record from tables that are dropped anyway',
    `purges of opt-outs that take more than ${duration(sixHours)}`,
    `${number(purgeable(sixHours, workers) / 1e6)} million records of one customer, ${workers} workers`,
    'keys of a customer and day: the key is deleted at once, the table is dropped at its day',
  ],
];

import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describeTrace } from '../races/scheduler.ts';
import { prepareCustomers } from './customers.ts';
import { everyDefect } from './defects.ts';
import { added, firstThatFinds, nothingYet, type Sum } from './many.ts';
import type { Seeds } from './seeds-thread.ts';
import { simulate } from './simulate.ts';
import type { Defect } from './world.ts';

/**
 * `npm run simulate`: schedules over the cores of this machine, one of them again (`--seed`, with a planted defect
 * where `--defect` names one), or all planted defects (`--defects`). Ends with 1 where a promise was not kept, and
 * where a planted defect was not found; with 2 where it was called wrongly.
 */
const usage = `Usage: npm run simulate -- [--schedules 100000] [--from 1] [--threads 2]
       npm run simulate -- --seed 1397 [--defect any-message-purges]
       npm run simulate -- --defects`;

const options = {
  schedules: { type: 'string', default: '100000' },
  from: { type: 'string', default: '1' },
  seed: { type: 'string' },
  defect: { type: 'string' },
  threads: { type: 'string', default: String(Math.min(availableParallelism(), 16)) },
  defects: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Says what was wrong, and ends: whoever mistyped an option is not served by a trace. */
const refuseUse = (complaint: string): never => {
  process.stderr.write(`${complaint}\n\n${usage}\n`);
  process.exit(2);
};

const readOptions = () => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuseUse(error instanceof Error ? error.message : String(error));
  }
};

const values = readOptions();

const wholeNumber = (name: 'schedules' | 'from' | 'seed' | 'threads'): number => {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 1) {
    return refuseUse(`--${name} is a whole number from 1 on; it was ${values[name]}.`);
  }
  return number;
};

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** How many seeds a thread is given at a time. */
const chunk = 50;
const progressEvery = 10_000;
/** Within how many seeds each planted defect has to be found. */
const seedsForDefect = 500;

const runAll = async (): Promise<boolean> => {
  const [from, schedules] = [wholeNumber('from'), wholeNumber('schedules')];
  const began = performance.now();
  const end = from + schedules;
  let next = from;
  let sum = nothingYet;
  let told = began;

  const rate = () => `${Math.round(sum.schedules / ((performance.now() - began) / 1_000))} a second`;
  const take = (part: Sum): void => {
    sum = added(sum, part);
    for (const { seed, findings } of part.failed) {
      say(`seed ${seed}: ${findings.map(({ promise, seen }) => `${promise} ${seen}`).join('; ')}`);
    }
    if (performance.now() - told < progressEvery) return;
    told = performance.now();
    say(`${sum.schedules} of ${schedules} schedules, ${sum.failed.length} not kept, ${rate()}`);
  };
  const work = async (): Promise<void> => {
    const thread = new Worker(new URL('./seeds-thread.ts', import.meta.url), {
      // Nothing lives longer than its schedule.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    while (next < end) {
      const seeds: Seeds = { from: next, count: Math.min(chunk, end - next) };
      next += seeds.count;
      thread.postMessage(seeds);
      const [part] = await once(thread, 'message');
      take(part);
    }
    await thread.terminate();
  };
  await Promise.all(Array.from({ length: wholeNumber('threads') }, work));

  const seconds = Math.round((performance.now() - began) / 1_000);
  say(`${sum.schedules} schedules, seeds ${from} to ${end - 1}, in ${seconds} s (${rate()})`);
  for (const [what, count] of Object.entries(sum.seen)) say(`  ${what}: ${count}`);
  say(
    sum.failed.length === 0
      ? 'Every promise was kept.'
      : `Not kept in ${sum.failed.length}: seeds ${sum.failed.map(({ seed }) => seed).join(', ')}`,
  );
  return sum.failed.length === 0;
};

const runOne = async (): Promise<boolean> => {
  const defect = values.defect === undefined ? {} : planted(values.defect);
  const { findings, trace, schedule } = await simulate(wholeNumber('seed'), await prepareCustomers(), defect);
  say(describeTrace(trace));
  say(JSON.stringify({ terms: schedule.terms, weather: schedule.weather }, null, 2));
  for (const { promise, seen } of findings) say(`${promise}: ${seen}`);
  if (findings.length === 0) say('Every promise was kept.');
  return findings.length === 0;
};

const planted = (name: string): Defect => {
  const found = everyDefect.find((defect) => defect.name === name);
  if (found !== undefined) return found.plant();
  return refuseUse(
    `${name} is no planted defect; there are ${everyDefect.map((one) => one.name).join(', ')}.`,
  );
};

const runDefects = async (): Promise<boolean> => {
  const customers = await prepareCustomers();
  let missed = 0;
  say('| defect | what is wrong | seed | what was seen |\n|---|---|---|---|');
  for (const defect of everyDefect) {
    const found = await firstThatFinds(defect, seedsForDefect, customers);
    if (found === undefined) missed += 1;
    const seen =
      found === undefined
        ? '– | not found'
        : `${found.seed} | ${found.finding.promise}: ${brief(found.finding.seen)}`;
    say(`| ${defect.name} | ${defect.what} | ${seen} |`);
  }
  return missed === 0;
};

/** What was seen, with identifiers as short as they can be told apart. */
const brief = (seen: string): string =>
  seen.replaceAll(/(us_[a-z]+_|\b)[0-9A-HJKMNP-TV-Z]{20}(\w{6})/g, '$1…$2');

if (values.help) {
  say(usage);
} else {
  if (values.defect !== undefined && values.seed === undefined) refuseUse('--defect needs a --seed.');
  const run = values.defects ? runDefects : values.seed === undefined ? runAll : runOne;
  process.exitCode = (await run()) ? 0 : 1;
}

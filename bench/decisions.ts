import { loadavg } from 'node:os';
import { casbin } from './decisions/casbin.ts';
import { cedar } from './decisions/cedar.ts';
import { type Engine, ours } from './decisions/engine.ts';
import { type Asked, askingsOf, workspacesOf } from './decisions/workload.ts';

/**
 * What a decision takes in process, with its reason and the lookup of the workspace: `npm run bench:decisions`. The
 * same questions are put to Cedar and to casbin under the same rules, and every answer is compared. It is time of the
 * processor, so that what else runs on the machine is not counted. Nanoseconds differ from machine to machine all the
 * same; ratios are of one run, whose rounds take turns.
 */
const budget = { nanoseconds: 150, growth: 2, timesCedar: 700, timesCasbin: 300 } as const;

const rounds = 9;
const asked = 100_000;

const few = workspacesOf(2_000);
const many = workspacesOf(100_000);

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Counted, so that nothing that is asked can be left out by an optimizer. */
let permitted = 0;

const nanosecondsOf = (engine: Engine, questions: readonly Asked[], times: number): number => {
  const started = process.cpuUsage();
  for (let time = 0; time < times; time += 1)
    for (const question of questions) if (engine(question)) permitted += 1;
  const { user, system } = process.cpuUsage(started);
  return (1_000 * (user + system)) / (times * questions.length);
};

const fewAsked = askingsOf(few, asked);
const manyAsked = askingsOf(many, asked);
const forOthers = fewAsked.slice(0, 512);

const engines = { ours: ours(few), cedar: cedar(few), casbin: await casbin(few) };
const oursOfMany = ours(many);

const different = forOthers.filter(
  (question) =>
    engines.ours(question) !== engines.cedar(question) || engines.ours(question) !== engines.casbin(question),
);
if (different.length > 0) throw new Error(`Answers differ: ${JSON.stringify(different[0])}`);
const share = forOthers.filter(engines.ours).length / forOthers.length;

const measure = () => ({
  ours: nanosecondsOf(engines.ours, fewAsked, 5),
  oursOfMany: nanosecondsOf(oursOfMany, manyAsked, 5),
  cedar: nanosecondsOf(engines.cedar, forOthers, 1),
  casbin: nanosecondsOf(engines.casbin, forOthers, 1),
});

measure();
const measured = Array.from({ length: rounds }, measure);
const row = (name: keyof (typeof measured)[number]) => {
  const values = measured.map((round) => round[name]);
  const ordered = sorted(values);
  return {
    ns: median(values).toFixed(1),
    spread: `${ordered[0]?.toFixed(1)}–${ordered.at(-1)?.toFixed(1)}`,
    'times ours': median(measured.map((round) => round[name] / round.ours)).toFixed(2),
  };
};

console.table({
  'ours, 2,000 workspaces': row('ours'),
  'ours, 100,000 workspaces': row('oursOfMany'),
  'Cedar, parsed before': row('cedar'),
  casbin: row('casbin'),
});
console.log(
  `${forOthers.length} questions, of which ${(100 * share).toFixed(0)} % are permitted, were answered alike by all three. Budgets: ${budget.nanoseconds} ns, ${budget.growth} times at 100,000, Cedar ${budget.timesCedar} and casbin ${budget.timesCasbin} times ours. Medians of ${rounds} rounds; ${permitted > 0 ? 'load of the machine' : 'nothing permitted; load'} ${loadavg()[0]?.toFixed(1)}.`,
);

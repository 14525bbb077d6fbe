import { type Duration, days, hours, minutes } from '../../domain/time.ts';
import { type CellResource, eachOf } from './cell.ts';
import type { Facts } from './facts.ts';
import { type CellFunction, names } from './functions.ts';

/** A way from the schedule to the deletion of a lot, as the templates have it. */
export type PurgePath = {
  /** Between two ticks of the planner. */
  readonly every: Duration;
};

const units: Readonly<Record<string, (count: number) => Duration>> = {
  minute: minutes,
  hour: hours,
  day: days,
};

/** How often a rule runs; undefined where it is switched off, or its interval is no plain rate. */
const intervalOf = ({ cell }: Facts, { properties }: CellResource): Duration | undefined => {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(cell.text(properties.ScheduleExpression));
  const unit = units[rate?.[2] ?? ''];
  const isOn = properties.State === undefined || cell.text(properties.State) === 'ENABLED';
  return isOn && unit !== undefined ? unit(Number(rate?.[1])) : undefined;
};

/** Whether the role of a function is allowed all of these, as `action resource`. */
export const may = ({ grants }: Facts, { role }: CellFunction, wanted: readonly string[]): boolean => {
  const allowed = grants
    .filter((grant) => `<${grant.role.id}.Arn>` === role)
    .map(({ action, resource }) => `${action} ${resource}`);
  return wanted.every((permission) => allowed.includes(permission));
};

const tickOf = (facts: Facts, planner: CellFunction): Duration | undefined =>
  facts.cell
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) =>
      eachOf(properties.Targets).some(({ Arn }) => names(facts.cell.text(Arn), planner)),
    )
    .map((rule) => intervalOf(facts, rule))
    .find((interval) => interval !== undefined);

const workersOn = (facts: Facts, queue: string): readonly CellFunction[] => {
  const { cell, functions } = facts;
  const mapped = cell
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(
      ({ properties }) =>
        cell.text(properties.EventSourceArn) === queue && cell.text(properties.Enabled) !== 'false',
    )
    .map(({ properties }) => cell.text(properties.FunctionName));
  return functions.filter((one) => mapped.some((target) => names(target, one)));
};

/**
 * Follows the work of purging: a schedule that is on starts a function that finds what is due and sends it to a
 * queue; the queue feeds one that deletes content and writes evidence of it.
 * @returns what the path is, or the first part that is missing
 */
export const purgePathOf = (facts: Facts): PurgePath | { readonly missing: string } => {
  const { anchors, functions } = facts;
  const { registry, content, evidence } = anchors.tables;
  const finds = [`dynamodb:Query ${registry}`, `dynamodb:Query ${registry}/index/due`];
  const sends = `sqs:SendMessage ${anchors.purgeQueue}`;
  const planners = functions.filter((one) => may(facts, one, [...finds, sends]));
  if (planners.length === 0)
    return { missing: 'no function finds what is due and sends it to the purge queue' };
  const every = planners.map((planner) => tickOf(facts, planner)).find((tick) => tick !== undefined);
  if (every === undefined) return { missing: 'no schedule starts the function that finds what is due' };
  const workers = workersOn(facts, anchors.purgeQueue);
  if (workers.length === 0) return { missing: 'the purge queue feeds no function' };
  const deletes = ['Query', 'BatchWriteItem'].map((action) => `dynamodb:${action} ${content}`);
  if (!workers.some((one) => may(facts, one, [...deletes, `dynamodb:PutItem ${evidence}`])))
    return { missing: 'the function that the purge queue feeds may not delete content and write evidence' };
  return { every };
};

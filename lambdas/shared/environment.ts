import { environmentNames } from '../../contract/access/access.ts';
import { type Geography, isGeography } from '../../domain/geographies.ts';
import { contentStore, deadlineBudget } from '../../domain/retention/deadline-budget.ts';
import { type Duration, seconds } from '../../domain/time.ts';

/** What index files read from the environment of a function, parsed once when it starts. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error naming the variable, when it is not set */
export const required = (environment: Environment, name: keyof typeof environmentNames): string => {
  const value = environment[environmentNames[name]];
  if (value === undefined || value === '')
    throw new Error(`Environment variable ${environmentNames[name]} is required`);
  return value;
};

/** The geography of this cell. */
export const geographyFrom = (environment: Environment): Geography => {
  const text = required(environment, 'geography');
  if (!isGeography(text)) throw new Error(`${environmentNames.geography} is ${text}, which is no geography`);
  return text;
};

/** How long before a retention's deadline purging of content starts in this cell. */
export const purgeBudgetFrom = (environment: Environment): Duration => {
  const tick = Number(required(environment, 'retentionTick'));
  if (!(tick > 0)) throw new Error(`${environmentNames.retentionTick} is not a number of seconds above 0`);
  return deadlineBudget(contentStore, seconds(tick)).total;
};

/** How long a name lives after what was done ceased to hold. */
export const nameLifeFrom = (environment: Environment): Duration => {
  const life = Number(required(environment, 'nameLife'));
  if (!(life > 0)) throw new Error(`${environmentNames.nameLife} is not a number of seconds above 0`);
  return seconds(life);
};

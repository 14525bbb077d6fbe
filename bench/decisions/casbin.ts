import { newEnforcer, newModelFromString } from 'casbin';
import type { UseRule } from '../../domain/decisions/compiled-rules.ts';
import type { Question } from '../../domain/decisions/question.ts';
import { type Standing, saidOf } from '../../domain/decisions/standing.ts';
import { dataClassOf } from '../../domain/programs/data.ts';
import { describePlacement } from '../../domain/programs/use.ts';
import type { Engine } from './engine.ts';
import { instruments, rules } from './workload.ts';

/** One row a use: fewer rows are faster for casbin, which looks at each. */
const model = `
[request_definition]
r = standing, question, use
[policy_definition]
p = use, categories, purposes, recipients, personal, services, setting, other, place
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.use == p.use && among(r.question.recipient, p.recipients) && among(r.question.purpose, p.purposes) && among(r.question.category, p.categories) && isOfClass(r.question) && isForWhoAsked(r.question, p.personal) && isYielded(r.question, p.services) && r.question.from == r.standing.geography && permits(r.standing, p.setting, p.other) && goes(r.standing, r.question, p.setting, p.place) && hasInstrument(r.question)
`;

const list = (words: Iterable<string>): string => `|${[...words].join('|')}|`;
const among = (word: string, listed: string): boolean => listed.includes(`|${word}|`);

const passing = (said: UseRule['purposes']) =>
  list([...said].filter(([, what]) => what === 'nothing').map(([word]) => word));

const rowOf = (use: string, rule: UseRule): string[] => {
  const categories = [...rule.categories].filter(([, { said }]) => said === 'nothing');
  const yields = [...(rule.services ?? [])].flatMap(([service, words]) =>
    [...words].map((word) => `${service}:${word}`),
  );
  return [
    use,
    list(categories.map(([word]) => word)),
    passing(rule.purposes),
    list([rule.recipient]),
    list(categories.filter(([, { isPersonal }]) => isPersonal).map(([word]) => word)),
    rule.services === undefined ? 'none' : list(yields),
    String(rule.setting),
    String(rule.otherSetting ?? 'none'),
    describePlacement(rule.placement),
  ];
};

const ways = new Set(instruments.map(({ from, to }) => `${from}>${to}`));

const functions = {
  among,
  isOfClass: ({ category, dataClass }: Question) =>
    dataClassOf[category as keyof typeof dataClassOf] === dataClass,
  isForWhoAsked: ({ category, askedBy, answersTo }: Question, personal: string) =>
    !among(category, personal) || (askedBy !== undefined && askedBy === answersTo),
  isYielded: ({ service, category }: Question, services: string) =>
    services === 'none'
      ? service === undefined
      : service !== undefined && among(`${service}:${category}`, services),
  permits: (standing: Standing, setting: string, other: string) => {
    const governing = saidOf(standing, Number(setting));
    if (governing === undefined || governing.says === 'denied') return false;
    return other === 'none' || saidOf(standing, Number(other))?.says === 'chosen';
  },
  goes: (standing: Standing, { from, to }: Question, setting: string, place: string) => {
    if (place === 'stays') return from === to;
    if (place !== 'as-chosen') return place === `moves to ${to}`;
    const governing = saidOf(standing, Number(setting));
    const location = governing?.says === 'chosen' ? governing.location : undefined;
    return location === 'anywhere' || location === to;
  },
  hasInstrument: ({ from, to }: Question) => from === to || ways.has(`${from}>${to}`),
};

/** casbin with a row for each use, and what its language lacks as functions of its own. */
export const casbin = async (workspaces: ReadonlyMap<string, Standing>): Promise<Engine> => {
  const enforcer = await newEnforcer(newModelFromString(model));
  for (const [name, judge] of Object.entries(functions)) await enforcer.addFunction(name, judge);
  await enforcer.addPolicies([...rules.byUse].map(([use, rule]) => rowOf(use, rule)));
  return ({ workspace, question }) => enforcer.enforceSync(workspaces.get(workspace), question, question.use);
};

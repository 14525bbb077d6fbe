import {
  type Context,
  type EntityJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { UseRule } from '../../domain/decisions/compiled-rules.ts';
import { type Standing, saidOf } from '../../domain/decisions/standing.ts';
import { dataClasses } from '../../domain/programs/data.ts';
import type { Engine } from './engine.ts';
import { type Asked, instruments, rules } from './workload.ts';

const quoted = (word: string): string => JSON.stringify(word);
const setOf = (words: Iterable<string>): string => `[${[...words].map(quoted).join(', ')}]`;

const passing = (said: UseRule['purposes']): readonly string[] =>
  [...said].filter(([, what]) => what === 'nothing').map(([word]) => word);

const categoriesOf = ({ categories }: UseRule) =>
  [...categories].filter(([, { said }]) => said === 'nothing');

const settingOf = (number: number): string => `resource.settings[${quoted(rules.settings[number] ?? '')}]`;

const classes = (rule: UseRule): string =>
  dataClasses
    .map((name) => {
      const ofClass = categoriesOf(rule).filter(([, { dataClass }]) => dataClass === name);
      const words = setOf(ofClass.map(([word]) => word));
      return `(${words}.contains(context.category) && context.dataClass == ${quoted(name)})`;
    })
    .join(' || ');

const personal = (rule: UseRule): string => {
  const words = categoriesOf(rule).filter(([, { isPersonal }]) => isPersonal);
  return `!(${setOf(words.map(([word]) => word))}.contains(context.category)) || context.askedBy == context.answersTo`;
};

const services = ({ services: yields }: UseRule): string =>
  yields === undefined
    ? '!(context has service)'
    : `context has service && (${[...yields]
        .map(
          ([service, words]) =>
            `(context.service == ${quoted(service)} && ${setOf(words)}.contains(context.category))`,
        )
        .join(' || ')})`;

const place = ({ placement, setting }: UseRule): string => {
  if (placement === 'stays') return 'context.to == context.from';
  if (placement !== 'as-chosen') return `context.to == ${quoted(placement.movesTo)}`;
  const chosen = settingOf(setting);
  return `${chosen} has location && (${chosen}.location == "anywhere" || ${chosen}.location == context.to)`;
};

const ways = setOf(instruments.map(({ from, to }) => `${from}>${to}`));

/** The rule of a use as a policy, condition by condition. */
const policyOf = (use: string, rule: UseRule): string => {
  const conditions = [
    `context.recipient == ${quoted(rule.recipient)}`,
    `${setOf(passing(rule.purposes))}.contains(context.purpose)`,
    classes(rule),
    personal(rule),
    services(rule),
    'context.from == resource.geography',
    `${settingOf(rule.setting)}.says != "denied"`,
    ...(rule.otherSetting === undefined ? [] : [`${settingOf(rule.otherSetting)}.says == "chosen"`]),
    place(rule),
    `context.from == context.to || ${ways}.contains(context.way)`,
  ];
  return `permit (principal, action == Action::${quoted(use)}, resource)\nwhen { ${conditions
    .map((condition) => `(${condition})`)
    .join(' &&\n  ')} };`;
};

const entityOf = (id: string, standing: Standing): EntityJson => ({
  uid: { type: 'Workspace', id },
  attrs: {
    geography: standing.geography,
    settings: Object.fromEntries(
      rules.settings.map((name, number) => {
        const said = saidOf(standing, number);
        const location = said?.says === 'chosen' ? said.location : undefined;
        return [name, { says: said?.says ?? 'denied', ...(location !== undefined && { location }) }];
      }),
    ),
  },
  parents: [],
});

const contextOf = ({ question }: Asked): Context => {
  const {
    category,
    dataClass,
    purpose,
    recipient,
    from,
    to,
    service,
    askedBy = '',
    answersTo = '',
  } = question;
  const way = `${from}>${to}`;
  return {
    ...{ category, dataClass, purpose, recipient, from, to, askedBy, answersTo, way },
    ...(service !== undefined && { service }),
  };
};

/**
 * Cedar with its policies parsed before. It is given the one workspace that a question is about, made before too, so
 * that what is measured is its answer and not our bringing of data.
 */
export const cedar = (workspaces: ReadonlyMap<string, Standing>): Engine => {
  const staticPolicies = [...rules.byUse].map(([use, rule]) => policyOf(use, rule)).join('\n');
  const parsed = preparsePolicySet('rules', { staticPolicies });
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed.errors));
  const entities = new Map([...workspaces].map(([id, standing]) => [id, [entityOf(id, standing)]]));
  return (asked) => {
    const answer = statefulIsAuthorized({
      principal: { type: 'Service', id: 'assistant' },
      action: { type: 'Action', id: asked.question.use },
      resource: { type: 'Workspace', id: asked.workspace },
      context: contextOf(asked),
      preparsedPolicySetId: 'rules',
      entities: entities.get(asked.workspace) ?? [],
    });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
    if (answer.response.diagnostics.errors.length > 0)
      throw new Error(JSON.stringify(answer.response.diagnostics.errors));
    return answer.response.decision === 'allow';
  };
};

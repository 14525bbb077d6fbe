import { everyRule } from './every-rule.ts';
import type { Pin } from './pin.ts';
import type { Answer, Rule, Verdict } from './rule.ts';
import { readTemplates, type Source, type Template } from './template/template.ts';
import { gap } from './template/text.ts';

/** What is wrong with a template, or cannot be told of it. */
export type Finding = {
  readonly rule: string;
  readonly template: string;
  /** The logical id of the resource; empty where the template as a whole is meant. */
  readonly resource: string;
  readonly answer: Exclude<Answer, 'kept'>;
  readonly path: string;
  readonly reason: string;
  readonly fix: string;
};

const verdictsOf = (
  rule: Rule,
  template: Template,
  pin: Pin,
): readonly { id: string; verdict: Verdict }[] => {
  if (rule.about === 'templates') {
    return rule.check(template, pin).map((verdict) => ({
      id: /^Resources\/([^/]+)/.exec(verdict.path)?.[1] ?? '',
      verdict,
    }));
  }
  const { appliesTo } = rule;
  return template.resources
    .filter(({ type }) => appliesTo === 'every type' || appliesTo.includes(type))
    .flatMap((resource) =>
      rule
        .check(resource.properties, pin, resource, template)
        .map((verdict) => ({ id: resource.id, verdict })),
    );
};

/** Characters of a reason: it quotes what stands in a template, which may be long. */
const longest = 300;

const readable = (reason: string): string => {
  const text = reason.length > longest ? `${reason.slice(0, longest)}…` : reason;
  return text.replaceAll(gap, '(?)');
};

const findingsOf = (rule: Rule, template: Template, pin: Pin): readonly Finding[] =>
  verdictsOf(rule, template, pin).flatMap(({ id, verdict: { answer, path, reason, fix } }) =>
    answer === 'kept'
      ? []
      : [
          {
            rule: rule.id,
            template: template.name,
            resource: id,
            answer,
            path,
            reason: readable(reason),
            fix,
          },
        ],
  );

/** Rules that read every text say again what a rule about the type has said of the same place. */
const eachPlaceOnce = (findings: readonly Finding[]): readonly Finding[] => {
  const said = new Map<string, Finding>();
  for (const finding of findings) {
    const place = `${finding.template} ${finding.path}`;
    const before = said.get(place);
    if (before === undefined || (before.answer === 'cannot tell' && finding.answer === 'broken')) {
      said.set(place, finding);
    }
  }
  return [...said.values()];
};

/**
 * Holds templates that belong together to a pin, rule by rule; the worst that is said of a place stands for it.
 * @throws TemplateError when one is no template
 */
export const judge = (
  sources: readonly Source[],
  pin: Pin,
  rules: readonly Rule[] = everyRule,
): readonly Finding[] =>
  readTemplates(sources, pin).flatMap((template) =>
    eachPlaceOnce(rules.flatMap((rule) => findingsOf(rule, template, pin))),
  );

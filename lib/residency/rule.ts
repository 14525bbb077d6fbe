import type { Pin } from './pin.ts';
import type { Part } from './template/part.ts';
import type { Resource, Template } from './template/template.ts';

/** The three answers of a rule. */
export type Answer = 'kept' | 'broken' | 'cannot tell';

/** What a rule says of a place in a template. */
export type Verdict = {
  readonly answer: Answer;
  /** From the top of the template. */
  readonly path: string;
  readonly reason: string;
  /** What to do about it; empty where there is nothing to do. */
  readonly fix: string;
};

type Place = Pick<Part, 'path'>;

export const kept = ({ path }: Place, reason = ''): Verdict => ({ answer: 'kept', path, reason, fix: '' });

export const broken = ({ path }: Place, reason: string, fix: string): Verdict => ({
  answer: 'broken',
  path,
  reason,
  fix,
});

export const cannotTell = ({ path }: Place, because: string, fix: string): Verdict => ({
  answer: 'cannot tell',
  path,
  reason: because,
  fix,
});

type Described = {
  readonly id: string;
  /** One sentence: what is kept where the rule is kept. */
  readonly sentence: string;
};

/** A rule about resources of some types, or about every resource. */
export type ResourceRule = Described & {
  readonly about: 'resources';
  readonly appliesTo: readonly string[] | 'every type';
  readonly check: (properties: Part, pin: Pin, resource: Resource, template: Template) => readonly Verdict[];
};

/** A rule about a template as a whole. */
export type TemplateRule = Described & {
  readonly about: 'templates';
  readonly check: (template: Template, pin: Pin) => readonly Verdict[];
};

export type Rule = ResourceRule | TemplateRule;

export const rule = (given: Omit<ResourceRule, 'about'>): ResourceRule => ({ about: 'resources', ...given });

export const templateRule = (given: Omit<TemplateRule, 'about'>): TemplateRule => ({
  about: 'templates',
  ...given,
});

/** Every text of a resource: of its properties, and of what machines read beside them when they start. */
export const textsOf = (properties: Part, { metadata }: Resource): readonly Part[] =>
  metadata.length === 0
    ? properties.leaves()
    : [...properties.leaves(), ...metadata.flatMap((part) => part.leaves())];

/** Whether a place says yes, as CloudFormation takes it: as a boolean or as a text. */
export const isTrue = (part: Part): boolean => part.literal?.toLowerCase() === 'true';

/** What a pin allows, as a reason ends. */
export const allowed = ({ regions }: Pin): string => `allowed: ${regions.join(', ')}`;

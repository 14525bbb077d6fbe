import {
  type Aspect,
  aspectsOf,
  type Control,
  type Facts,
  type Kind,
  type NotChecked,
  type Observed,
  type Reading,
} from './control.ts';
import { plainFact } from './facts.ts';
import { filledIn, type Names } from './names.ts';

/** Which question about which resource. */
export type Subject = {
  readonly kind: Kind;
  readonly resource: string;
  /** `existence`, where the resource itself is gone. */
  readonly aspect: Aspect | 'existence';
};

/** What is not as it was stated. */
export type Drift = Subject & {
  readonly outcome: 'drift';
  /** What was stated and is not there. */
  readonly expected: Facts;
  /** What is there and was not stated. */
  readonly observed: Facts;
};

export type Unchecked = Subject & { readonly outcome: 'not-checked'; readonly because: NotChecked };

/** The answer to one question. */
export type Finding = (Subject & { readonly outcome: 'as-stated' }) | Drift | Unchecked;

/** What a resource that is gone is said to have been, and to be. */
const there = ['it exists'];

/**
 * Holds what the account said of a resource to what its template says of it, aspect by aspect. What was not
 * answered is not checked, whatever the reason; a resource that is gone is drift. An aspect that nothing was
 * stated of is not asked about.
 */
export const compare = (control: Control, observed: Observed, names: Names): readonly Finding[] => {
  const { kind, resource } = control;
  if (observed === 'missing') {
    return [{ kind, resource, aspect: 'existence', outcome: 'drift', expected: there, observed: [] }];
  }
  return statedAspects(control).map(([aspect, facts]) => ({
    ...{ kind, resource, aspect },
    ...answer(facts, observed[aspect], names),
  }));
};

/** The aspects of a control that something is stated of, in the order of their list. */
export const statedAspects = ({ kind, stated }: Control): readonly (readonly [Aspect, Facts])[] => {
  const given: { readonly [A in Aspect]?: Facts } = stated;
  return aspectsOf[kind].flatMap((aspect) => {
    const facts = given[aspect];
    return facts === undefined ? [] : [[aspect, facts] as const];
  });
};

type Answer = { readonly outcome: 'as-stated' } | Omit<Drift, keyof Subject> | Omit<Unchecked, keyof Subject>;

const answer = (stated: Facts, reading: Reading | undefined, names: Names): Answer => {
  if (reading === undefined) return { outcome: 'not-checked', because: 'unsupported' };
  if (!reading.read) return { outcome: 'not-checked', because: reading.because };
  const filled = stated.map((fact) => filledIn(fact, names));
  if (!filled.every((fact) => fact !== undefined)) {
    return { outcome: 'not-checked', because: 'name-unknown' };
  }
  const expected = new Set(filled.map(plainFact));
  const observed = new Set(reading.facts.map(plainFact));
  const gone = [...expected].filter((fact) => !observed.has(fact)).sort();
  const added = [...observed].filter((fact) => !expected.has(fact)).sort();
  return gone.length + added.length === 0
    ? { outcome: 'as-stated' }
    : { outcome: 'drift', expected: gone, observed: added };
};

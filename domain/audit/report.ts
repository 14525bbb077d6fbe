import type { Drift, Finding, Subject, Unchecked } from './compare.ts';
import type { Facts } from './control.ts';

/** How much of a drift is kept: enough to see what it is. The account holds the rest. */
const most = { facts: 20, characters: 400 } as const;

const shortened = (fact: string): string =>
  fact.length > most.characters ? `${fact.slice(0, most.characters)}…` : fact;

/** Values of an environment may be anybody's; their names say enough. */
const withoutValue = (fact: string): string => fact.replace(/=.*$/s, '');

const shownFacts = (facts: Facts, aspect: Drift['aspect']): Facts =>
  facts.slice(0, most.facts).map((fact) => shortened(aspect === 'environment' ? withoutValue(fact) : fact));

/** A drift as it is kept and shown: no values of environments, nothing of any length. */
export const shownDrift = (drift: Drift): Drift => ({
  ...drift,
  expected: shownFacts(drift.expected, drift.aspect),
  observed: shownFacts(drift.observed, drift.aspect),
});

/** What a run found, in numbers. */
export type Counts = {
  readonly checked: number;
  readonly asStated: number;
  readonly drift: number;
  readonly notChecked: number;
};

/** Counts the answers of a run. What was not checked is in no other number. */
export const countsOf = (findings: readonly Finding[]): Counts => {
  const count = (outcome: Finding['outcome']) =>
    findings.filter((finding) => finding.outcome === outcome).length;
  const asStated = count('as-stated');
  const drift = count('drift');
  return { checked: asStated + drift, asStated, drift, notChecked: count('not-checked') };
};

/** A question that got no answer, and why. */
export type Unanswered = Subject & Pick<Unchecked, 'because'>;

/** The questions of a run that got no answer. */
export const unansweredIn = (findings: readonly Finding[]): readonly Unanswered[] =>
  findings.flatMap((finding) => {
    if (finding.outcome !== 'not-checked') return [];
    const { outcome: _outcome, ...unanswered } = finding;
    return [unanswered];
  });

/**
 * Stands in for the parts of `negotiator` that choose a charset, an encoding or a language: functions negotiate the
 * form of an answer and nothing else. Whoever asked for another one would fail with this sentence.
 */
const refuse = (): never => {
  throw new Error(
    'Bundles of Domicile negotiate media types only; see lib/bundling/no-other-negotiation.ts.',
  );
};

export { refuse as 'module.exports' };

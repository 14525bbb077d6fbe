import { everyGeography, type Geography, geographies } from '../geographies.ts';
import type { EpochId } from '../identifiers.ts';
import type { Placement as DeclaredPlacement, Location } from '../programs/use.ts';
import type { Duration, Instant } from '../time.ts';
import { placeOf, type Rules } from './compiled-rules.ts';
import { decide } from './decide.ts';
import type { Decision, Question } from './question.ts';
import { type Standing, saidOf } from './standing.ts';

/** One kind of data that a prompt consists of. */
export type Ingredient = Pick<Question, 'category' | 'dataClass'>;

/** What a service wants to have evaluated: one prompt with all that goes with it, somewhere. */
export type PlacementQuestion = Omit<Question, 'category' | 'dataClass' | 'to' | 'recipient'> & {
  readonly ingredients: readonly [Ingredient, ...Ingredient[]];
};

/** A geography where it may be evaluated, and how to keep a call to Amazon Bedrock there. */
export type Place = {
  readonly geography: Geography;
  /** The region to call. */
  readonly region: string;
  /**
   * What stands before the id of a model, so that the call is routed within the geography and not beyond; absent
   * where no profile stays within it, and the model has to be called in the region itself.
   */
  readonly inferenceProfilePrefix?: InferenceProfilePrefix;
  /** Id of the instrument that the way there rests on, where it leads out of the data's geography (BY-7). */
  readonly instrument?: string;
};

export type Placed = {
  readonly outcome: 'placed';
  readonly rule: string;
  readonly reason: 'chosen' | 'not-applicable';
  readonly epoch?: EpochId;
  /** Where it may be: what comes first is to be tried first, the others are fallbacks in their order. */
  readonly places: readonly [Place, ...Place[]];
  /**
   * Whether a call may be routed to any region at all: only where everything was chosen, and there is an instrument
   * for every geography.
   */
  readonly anywhere?: { readonly inferenceProfilePrefix: 'global.' };
  readonly usableFor: Duration;
};

export type Placement = Placed | Exclude<Decision, { outcome: 'permitted' }>;

/**
 * Profiles of Amazon Bedrock that route within one geography of ours. Its `apac.` reaches several of them, and there
 * is none for the others: no prefix is safer than a wide one.
 */
const inferenceProfiles = { eu: 'eu.', us: 'us.', au: 'au.', jp: 'jp.' } as const satisfies Partial<
  Record<Geography, string>
>;
export type InferenceProfilePrefix = (typeof inferenceProfiles)[keyof typeof inferenceProfiles];

/** What a call to Amazon Bedrock is prefixed with to stay in a geography, or undefined where nothing keeps it there. */
export const inferenceProfileOf = (geography: Geography): InferenceProfilePrefix | undefined =>
  Object.hasOwn(inferenceProfiles, geography)
    ? inferenceProfiles[geography as keyof typeof inferenceProfiles]
    : undefined;

/**
 * Where a prompt may be evaluated now (SC-17, CC-2): its own geography before any other, and each only where all
 * that goes with the prompt may go. The first ingredient that nothing lets pass gives the reason of a denial.
 */
export const placePrompt = (
  rules: Rules,
  standing: Standing,
  question: PlacementQuestion,
  at: Instant,
): Placement => {
  const rule = rules.byUse.get(question.use);
  const governing = rule && saidOf(standing, rule.setting);
  const location = governing?.says === 'chosen' ? governing.location : undefined;
  const candidates =
    rule === undefined ? [question.from] : candidatesOf(rule.placement, question.from, location);
  const tried = candidates.map((to) => ({ to, decision: decideAll(rules, standing, question, to, at) }));
  const [first, ...others] = tried.flatMap(({ to, decision }) =>
    decision.outcome === 'permitted' ? [{ to, decision }] : [],
  );
  if (first === undefined) return firstDenial(tried.map(({ decision }) => decision));
  const all = [first, ...others];
  const { rule: name, reason, epoch } = first.decision;
  return {
    outcome: 'placed',
    rule: name,
    reason,
    ...(epoch !== undefined && { epoch }),
    places: [placeIn(first.to, first.decision), ...others.map(({ to, decision }) => placeIn(to, decision))],
    ...(location === 'anywhere' &&
      all.length === everyGeography.length && { anywhere: { inferenceProfilePrefix: 'global.' as const } }),
    usableFor: Math.min(...all.map(({ decision }) => decision.usableFor)),
  };
};

/** Where it could be, the nearest first: at home, and then in the order of the list of geographies. */
const candidatesOf = (
  placement: DeclaredPlacement,
  from: Geography,
  location: Location | undefined,
): readonly Geography[] => {
  const place = placeOf(placement, from);
  if (place !== 'as-chosen') return [place];
  if (location !== 'anywhere') return [location ?? from];
  return [from, ...everyGeography.filter((geography) => geography !== from)];
};

type Permitted = Extract<Decision, { outcome: 'permitted' }>;

/** What is decided for the whole: the first denial, or the permission that ends first. */
const decideAll = (
  rules: Rules,
  standing: Standing,
  { ingredients, ...question }: PlacementQuestion,
  to: Geography,
  at: Instant,
): Decision => {
  const decisions = ingredients.map((ingredient) =>
    decide(rules, standing, { ...question, ...ingredient, recipient: 'vendor', to }, at),
  );
  return (
    decisions.find(({ outcome }) => outcome !== 'permitted') ??
    decisions.reduce((one, other) => (other.usableFor < one.usableFor ? other : one))
  );
};

const firstDenial = (decisions: readonly Decision[]): Exclude<Decision, { outcome: 'permitted' }> => {
  const denial = decisions.find((decision) => decision.outcome !== 'permitted');
  if (denial === undefined) throw new RangeError('a prompt was neither placed nor denied');
  return denial;
};

const placeIn = (geography: Geography, { instrument }: Permitted): Place => {
  const inferenceProfilePrefix = inferenceProfileOf(geography);
  return {
    geography,
    region: geographies[geography].region,
    ...(inferenceProfilePrefix !== undefined && { inferenceProfilePrefix }),
    ...(instrument !== undefined && { instrument }),
  };
};

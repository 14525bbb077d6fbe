import type { Pin } from '../pin.ts';
import { isRegion, regionsNamedIn } from '../regions.ts';
import { allowed, broken, cannotTell, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import { shown } from '../template/text.ts';

/** Properties that people read and nothing acts on. */
const isProse = (part: Part): boolean =>
  /^(Description|Comment|Comments|AlarmDescription|GroupDescription)$/.test(part.property);

/** Conditions of policies name regions to forbid or permit them: they send nothing there. */
const isInPolicyCondition = (part: Part): boolean => /\/Condition\//.test(part.path);

const judge = (part: Part, pin: Pin): Verdict => {
  const text = shown(part.text);
  const foreign = regionsNamedIn(text).filter((region) => !pin.allows(region));
  if (foreign.length === 0 || isProse(part) || isInPolicyCondition(part)) return kept(part);
  const fix = 'Name an allowed region, or AWS::Region.';
  if (isRegion(text)) return broken(part, `names ${text}; ${allowed(pin)}`, fix);
  return cannotTell(part, `a text mentions ${foreign.join(', ')}; ${allowed(pin)}`, fix);
};

/** No property is, or mentions, a region outside the pin. */
export const regionNames = rule({
  id: 'region-names',
  sentence: 'No property is, or mentions, a region outside the pin.',
  appliesTo: 'every type',
  check: (properties, pin) => properties.leaves().map((leaf) => judge(leaf, pin)),
});

import type { Pin } from '../pin.ts';
import { isInConditionOfPolicy } from '../policies/documents.ts';
import { isRegion, regionsNamedIn } from '../regions.ts';
import { allowed, broken, cannotTell, kept, rule, textsOf, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import type { Resource } from '../template/template.ts';
import { shown } from '../template/text.ts';

/** Properties that people read and nothing acts on: of a resource itself, or of a rule of a security group. */
const prose =
  /^Resources\/[^/]+\/Properties\/((SecurityGroup(In|E)gress\/(\d+\/)?)?Description|Comment|AlarmDescription|GroupDescription)$/;

const judge = (part: Part, pin: Pin, { type }: Resource): Verdict => {
  const text = shown(part.text).toLowerCase();
  const foreign = regionsNamedIn(text).filter((region) => !pin.allows(region));
  if (foreign.length === 0 || prose.test(part.path)) return kept(part);
  // Conditions of policies name regions to forbid or permit them: they send nothing there.
  if (isInConditionOfPolicy(type, part.path)) return kept(part);
  const fix = 'Name an allowed region, or AWS::Region.';
  if (isRegion(text)) return broken(part, `names ${text}; ${allowed(pin)}`, fix);
  return cannotTell(part, `a text mentions ${foreign.join(', ')}; ${allowed(pin)}`, fix);
};

/** No property is, or mentions, a region outside the pin. */
export const regionNames = rule({
  id: 'region-names',
  sentence: 'No property is, or mentions, a region outside the pin.',
  appliesTo: 'every type',
  check: (properties, pin, resource) =>
    textsOf(properties, resource).map((leaf) => judge(leaf, pin, resource)),
});

import { broken, cannotTell, kept, rule, textsOf, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import { shown } from '../template/text.ts';

const areas = 'global|us|us-gov|eu|apac|jp|au|ca|amer';

/** `eu.anthropic.…`, `global.amazon.…`: what is asked is answered in any region of that area. */
const profile = new RegExp(
  `(?<![a-z0-9.-])(${areas})\\.(ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|nvidia|openai|qwen|stability|twelvelabs|writer|zai)\\.[a-z0-9]`,
);

/** The same of a maker of tomorrow. A host ends in letters alone, and the name of a model hardly ever. */
const likeProfile = new RegExp(`^(?:${areas})\\.[a-z0-9-]+\\.(?![a-z.]*$)[a-z0-9][a-z0-9.:-]*$`);

/** Profiles that somebody made, and what chooses among models: where they lead does not stand in their names. */
const chooser = /:bedrock:[^:]*:[^:]*:(application-inference-profile|(?:default-)?prompt-router)\//;

const fix = 'Name the model itself, in the home region.';

const judge = (leaf: Part): Verdict => {
  const text = shown(leaf.text);
  const area = profile.exec(text)?.[1];
  if (area !== undefined) return broken(leaf, `an inference profile answers from any region of ${area}`, fix);
  const kind = chooser.exec(text)?.[1];
  if (kind !== undefined) return cannotTell(leaf, `where a model of this ${kind} answers is not known`, fix);
  return likeProfile.test(text)
    ? cannotTell(leaf, `${text} looks like a profile that answers from several regions`, fix)
    : kept(leaf);
};

/** No model is called through a profile that picks the region itself. */
export const inferenceProfiles = rule({
  id: 'inference-profiles',
  sentence: 'No model is called through a profile that picks the region itself.',
  appliesTo: 'every type',
  check: (properties, _pin, resource) => textsOf(properties, resource).map(judge),
});

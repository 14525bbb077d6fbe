import { broken, kept, rule } from '../rule.ts';
import { shown } from '../template/text.ts';

/** `eu.anthropic.…`, `global.amazon.…`: what is asked is answered in any region of that area. */
const profile =
  /(?<![a-z0-9.-])(global|us|us-gov|eu|apac|jp|au|ca|amer)\.(ai21|amazon|anthropic|cohere|deepseek|luma|meta|mistral|moonshot|openai|qwen|stability|twelvelabs|writer)\.[a-z0-9]/;

/** No model is called through a profile that picks the region itself. */
export const inferenceProfiles = rule({
  id: 'inference-profiles',
  sentence: 'No model is called through a profile that picks the region itself.',
  appliesTo: 'every type',
  check: (properties) =>
    properties.leaves().map((leaf) => {
      const area = profile.exec(shown(leaf.text))?.[1];
      return area === undefined
        ? kept(leaf)
        : broken(
            leaf,
            `an inference profile answers from any region of ${area}`,
            'Name the model itself, in the home region.',
          );
    }),
});

import { cannotTell, type ResourceRule, rule } from '../rule.ts';
import { isCustom } from './custom-resources.ts';

/** Every resource is of a type that these rules know: an unknown one may copy. */
export const unknownTypes = (known: ReadonlySet<string>): ResourceRule =>
  rule({
    id: 'unknown-types',
    sentence: 'Every resource is of a type that these rules know: an unknown one may copy.',
    appliesTo: 'every type',
    check: (properties, _pin, { type }) =>
      known.has(type) || isCustom(type)
        ? []
        : [
            cannotTell(
              properties,
              type === ''
                ? 'it has no type: a macro or a module makes it'
                : `no rule knows ${type}: unknown may copy`,
              'Find out what it copies, and add it to a rule.',
            ),
          ],
  });

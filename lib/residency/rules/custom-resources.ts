import { cannotTell, rule } from '../rule.ts';

/** Whether a type is made by code of the vendor's own. */
export const isCustom = (type: string): boolean =>
  type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/** Nothing in a template is made by code that no rule can read. */
export const customResources = rule({
  id: 'custom-resources',
  sentence: 'Nothing in a template is made by code that no rule can read.',
  appliesTo: 'every type',
  check: (properties, _pin, { type }) =>
    isCustom(type)
      ? [
          cannotTell(
            properties,
            `${type} is made by a function's code`,
            'Use a resource type, or read that code.',
          ),
        ]
      : [],
});

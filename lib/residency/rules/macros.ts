import { cannotTell, templateRule, type Verdict } from '../rule.ts';
import { isFields, isList, type Json } from '../template/values.ts';

const fix = 'Look at the template as CloudFormation has processed it.';

const placed = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);

const includesBelow = (value: Json, path: string): readonly Verdict[] => {
  if (isList(value)) return value.flatMap((item, index) => includesBelow(item, `${path}/${index}`));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, below]) =>
    name === 'Fn::Transform'
      ? [cannotTell({ path: placed(path, name) }, 'a macro writes this part', fix)]
      : includesBelow(below, placed(path, name)),
  );
};

/** What is deployed is what stands in the template, and no macro rewrites it. */
export const macros = templateRule({
  id: 'macros',
  sentence: 'What is deployed is what stands in the template, and no macro rewrites it.',
  check: ({ content }) => [
    ...(content.Transform === undefined
      ? []
      : [
          cannotTell(
            { path: 'Transform' },
            `${JSON.stringify(content.Transform)} rewrites the template`,
            fix,
          ),
        ]),
    // A macro gets what stands beside it to rewrite, in every section: a mapping holds what a resource is told.
    ...includesBelow(content, ''),
  ],
});

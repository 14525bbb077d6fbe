import { describe, expect, test } from 'vitest';
import { named, synthesizeCells } from './cells.ts';

/**
 * What a stack consists of and puts out, at a glance: a change of a template shows here as lines that somebody
 * reads. Properties are held by the other tests; digests of assets are left out, as they change with the code.
 */
describe.each(named(synthesizeCells({ geographies: ['eu'] })))(
  'templates of the cell %s',
  (_, { stacks }) => {
    test.each(stacks.map((stack) => [stack.name, stack] as const))('%s', (_name, { template, resources }) => {
      expect({
        resources: resources.map(({ id, Type }) => `${Type} ${id}`).sort(),
        outputs: Object.keys(template.Outputs ?? {}).sort(),
      }).toMatchSnapshot();
    });
  },
);

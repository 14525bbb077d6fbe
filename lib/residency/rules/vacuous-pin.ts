import { knownRegions } from '../regions.ts';
import { broken, cannotTell, kept, templateRule } from '../rule.ts';
import type { Template } from '../template/template.ts';
import { asFields, asList, type Json } from '../template/values.ts';

/** A name that no region has: a pin refuses also what is new tomorrow. */
const tomorrow = 'zz-central-9';

const namesARegion = (value: Json): boolean => /AWS::Region|[a-z]{2}-[a-z]+-\d/.test(JSON.stringify(value));

type Assertion = { readonly path: string; readonly assert: Json; readonly when: Json };

const assertionsOf = ({ content }: Template): readonly Assertion[] =>
  Object.entries(asFields(content.Rules)).flatMap(([name, given]) => {
    const { RuleCondition = true, Assertions } = asFields(given);
    return asList(Assertions).map((assertion, index) => ({
      path: `Rules/${name}/Assertions/${index}/Assert`,
      assert: asFields(assertion).Assert ?? null,
      when: RuleCondition,
    }));
  });

/** Whether an assertion stops the deployment to a region for sure. */
const stops = ({ decideIn }: Template, region: string, { assert, when }: Assertion): boolean =>
  decideIn(region, when) === true && decideIn(region, assert) === false;

/** Whether a rule of a template stops its deployment to a region for sure. */
export const refuses = (template: Template, region: string): boolean =>
  assertionsOf(template).some((one) => stops(template, region, one));

/** A template refuses to be deployed outside its pin, and its rule would notice. */
export const vacuousPin = templateRule({
  id: 'vacuous-pin',
  sentence: 'A template refuses to be deployed outside its pin, and its rule would notice.',
  check: (template, pin) => {
    const assertions = assertionsOf(template);
    const abroad = [...knownRegions, tomorrow].filter((region) => !pin.allows(region));
    const open = abroad.filter((region) => !assertions.some((one) => stops(template, region, one)));
    const fix = `Add a rule that asserts {"Fn::Equals": [{"Ref": "AWS::Region"}, "${pin.home}"]}.`;
    if (open.length === 0) return [kept({ path: 'Rules' })];
    const meant = assertions.find(({ assert }) => namesARegion(assert));
    return meant === undefined
      ? [cannotTell({ path: 'Rules' }, 'no rule of the template stops a deployment to another region', fix)]
      : [broken(meant, `the rule lets a deployment to ${open.slice(0, 3).join(', ')} pass`, fix)];
  },
});

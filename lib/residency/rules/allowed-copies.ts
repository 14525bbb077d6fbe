import type { Pin } from '../pin.ts';
import { judgeArns, worst } from '../places.ts';
import { takesIn } from '../policies/actions.ts';
import {
  copyingActions,
  harmlessPolicies,
  keysOfPlaces,
  powerfulPolicies,
} from '../policies/copying-actions.ts';
import { demands, type Test, waysOfTests } from '../policies/documents.ts';
import { type Grant, grantsOf, someOf, worstOf } from '../policies/grants.ts';
import { type Holders, holdersOf } from '../policies/holders.ts';
import { isRegion } from '../regions.ts';
import { broken, cannotTell, kept, templateRule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import type { Resource } from '../template/template.ts';
import { makerOf, shown } from '../template/text.ts';

const fix =
  'Name the actions that are needed, or deny these in a permissions boundary of the same templates.';

/** Whether a place that a condition compares with lies within the pin. */
const isNear = (value: Part, pin: Pin): boolean => {
  if (value.literal !== undefined && isRegion(value.literal)) return pin.allows(value.literal);
  const text = shown(value.text);
  const region = /^arn:[^:]*:[^:]*:([^:]*):/.exec(text)?.[1];
  return region !== undefined && pin.allows(region) && worst(judgeArns(text, pin)).answer === 'kept';
};

/** Whether a statement lets an action go only to places within the pin. */
const isHeld = (statement: Part, action: string, pin: Pin): boolean => {
  const key = keysOfPlaces[action]?.toLowerCase();
  const holds = (test: Test) =>
    key === test.key.toLowerCase() &&
    demands(test) &&
    test.values.length > 0 &&
    test.values.every((value) => isNear(value, pin));
  return key !== undefined && waysOfTests(statement).every((tests) => tests.some(holds));
};

/** What is said of actions that are granted to some identities, or to nobody that these templates know. */
const judge = (part: Part, actions: readonly string[], to: Grant['to'], all: Holders): Verdict => {
  const those = (names: readonly string[]) => `${shown(part.text).slice(0, 60)} takes in ${someOf(names)}`;
  const known = new Map(
    actions.map((action) => [action, worstOf(to, (holder) => all.hindrance(holder, action))]),
  );
  const free = actions.filter((action) => known.get(action) === 'not kept from it');
  if (free.length > 0)
    return broken(part, `${those(free)}: no condition on the region holds what is copied`, fix);
  const unsure = actions.filter((action) => known.get(action) === 'not known');
  if (unsure.length === 0) return kept(part);
  return cannotTell(part, `${those(unsure)}, and what holds whoever gets it is not in these templates`, fix);
};

const ofGrant = (grant: Grant, pin: Pin, all: Holders): Verdict => {
  const { part, statement, to } = grant;
  if (part.property === 'Action' && part.literal === undefined) {
    return cannotTell(part, part.unknown ?? 'the action is not known', fix);
  }
  const granted = copyingActions.filter((action) => grant.takesIn(action) && !isHeld(statement, action, pin));
  return judge(part, granted, to, all);
};

/** What is attached to an identity by its name. */
const ofAttached = (holder: Resource, all: Holders): readonly Verdict[] =>
  holder.properties.each('ManagedPolicyArns').map((part) => {
    if (makerOf(part.text)?.type === 'AWS::IAM::ManagedPolicy') return kept(part);
    const name = /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(shown(part.text))?.[1];
    if (name === undefined) return cannotTell(part, 'the policy does not stand in these templates', fix);
    if (harmlessPolicies.has(name)) return kept(part);
    const pattern = Object.hasOwn(powerfulPolicies, name) ? powerfulPolicies[name] : undefined;
    return pattern === undefined
      ? cannotTell(part, `what AWS allows by ${name} does not stand in these templates`, fix)
      : judge(
          part,
          copyingActions.filter((action) => takesIn(pattern, action)),
          [holder],
          all,
        );
  });

const identities = ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'];

/** Nobody is allowed an action that copies and that no condition on the region holds. */
export const allowedCopies = templateRule({
  id: 'allowed-copies',
  sentence: 'Nobody is allowed an action that copies and that no condition on the region holds.',
  check: ({ resources, together }, pin) => {
    const all = holdersOf(together);
    return resources.flatMap((resource) => [
      ...(identities.includes(resource.type) ? ofAttached(resource, all) : []),
      ...grantsOf(resource, all).map((grant) => ofGrant(grant, pin, all)),
    ]);
  },
});

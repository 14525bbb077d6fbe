import { attributeOf, eachOf } from './cell.ts';
import {
  type Declared,
  declaredFor,
  describeDeclared,
  isDeclared,
  standing,
} from './declared-permissions.ts';
import type { Facts } from './facts.ts';
import { foreignPolicies, type Grant } from './grants.ts';
import { type Mismatch, unexplained } from './mismatch.ts';
import { declaredForWitness } from './witness.ts';

/** Functions that no access file declares: what they are for, nobody said. */
const undeclaredFunctions = ({ functions }: Facts): readonly Mismatch[] => {
  const declared = functions.flatMap(({ access }) => (access ? [access.name] : []));
  return functions.flatMap(({ resource, access }) =>
    access === undefined
      ? [unexplained(resource, 'a function without an access file', `one for each of ${declared.join(', ')}`)]
      : [],
  );
};

/** What a role is allowed beyond what the access files of its functions declare. */
const undeclaredGrants = ({
  geography,
  cell,
  anchors,
  functions,
  grants,
  witness,
}: Facts): readonly Mismatch[] => {
  const byRole = Map.groupBy(functions, ({ role }) => role);
  return [...Map.groupBy(grants, ({ role }) => role)].flatMap(([role, allowed]) => {
    const holders = byRole.get(attributeOf(`<${role.id}>`, 'Arn')) ?? [];
    const declared: Declared = new Map([
      ...holders.flatMap(({ access }) =>
        access === undefined ? [] : [...declaredFor(access, geography, cell, anchors)],
      ),
      ...declaredForWitness(witness, role.id),
    ]);
    return allowed
      .filter((grant) => !isDeclared(grant, declared) && !(holders.length > 0 && standing(grant, cell)))
      .map((grant) => unexplained(role, describeGrant(grant), describeDeclared(declared)));
  });
};

const describeGrant = ({ action, resource, keys }: Grant): string =>
  `is allowed ${action} on ${resource}${keys.length === 0 ? '' : ` with the keys ${keys.join(' ')}`}`;

const unreadablePolicies = ({ cell }: Facts): readonly Mismatch[] =>
  foreignPolicies(cell).map(({ role, policy }) =>
    unexplained(role, `holds ${policy}, which no template of the cell shows`, 'policies of the cell itself'),
  );

/** Principals that belong to the account of a cell as a whole, whose policies decide further. */
const isOwnAccount = (principal: string): boolean =>
  /^arn:aws:iam::(\d{12}|<AWS::AccountId>):root$/.test(principal);

const opensKeys = ({ cell }: Facts): readonly Mismatch[] =>
  cell.ofType('AWS::KMS::Key').flatMap((key) =>
    eachOf(key.properties.KeyPolicy)
      .flatMap(({ Statement }) => eachOf(Statement))
      .filter(({ Effect }) => cell.text(Effect) === 'Allow')
      .flatMap(({ Principal }) => eachOf(Principal).flatMap((named) => Object.values(named)))
      .flatMap((named) => cell.texts(named))
      .filter((principal) => !isOwnAccount(principal))
      .map((principal) => unexplained(key, `is open to ${principal}`, 'the account of the cell')),
  );

/** Permissions of roles and keys that neither an access file nor a standing purpose explains. */
export const unexplainedRoles = (facts: Facts): readonly Mismatch[] => [
  ...undeclaredFunctions(facts),
  ...undeclaredGrants(facts),
  ...unreadablePolicies(facts),
  ...opensKeys(facts),
];

import { isAbout, type Test, waysOfTests } from '../policies/documents.ts';
import { type Grant, grantsOf, someOf, worstOf } from '../policies/grants.ts';
import { type Denial, type Holders, holdersOf } from '../policies/holders.ts';
import { broken, cannotTell, kept, templateRule, type Verdict } from '../rule.ts';

const names = (list: string): readonly string[] => list.split(' ').map((action) => `dynamodb:${action}`);

/** Each names the partition keys that it touches. */
const keyed = names(
  'BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem',
);
/** A scan and a statement of PartiQL need not name a key, and so no condition on keys holds them. */
const unkeyed = names('Scan PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate');

const ofKeys = ({ key }: Test): boolean => key.toLowerCase() === 'dynamodb:leadingkeys';
const begins = (test: Test, prefix: string): boolean =>
  test.values.length > 0 && test.values.every((value) => value.literal?.startsWith(prefix) === true);

/** A denial of whatever has one key that does not begin so. `ForAnyValue`: one foreign key in a batch is enough. */
const deniesOthers =
  (prefix: string): Denial =>
  (statement, action) =>
    waysOfTests(statement).every(
      ([test, ...more]) =>
        test !== undefined &&
        more.length === 0 &&
        /^ForAnyValue:StringNot(Like|Equals)$/.test(test.operator) &&
        ofKeys(test) &&
        begins(test, prefix),
    ) && isAbout(statement, action);

const fixKeys =
  'Deny other keys in the boundary by ForAnyValue:StringNotLike, or demand the prefix beside a Null test.';
const fixScans = 'Query by key instead, or deny it in a boundary of the same templates.';

/** Why the conditions of a grant hold no keys, in one of the ways that they may stand; undefined where they do. */
const lackOf = (grant: Grant, prefix: string): string | undefined =>
  waysOfTests(grant.statement)
    .map((tests) => lackIn(tests, prefix))
    .find((lack) => lack !== undefined);

const lackIn = (tests: readonly Test[], prefix: string): string | undefined => {
  const keys = tests.filter(ofKeys);
  const all = keys.find(({ operator }) => /^ForAllValues:String(Like|Equals)$/.test(operator));
  if (all === undefined) return `no condition demands keys that begin with ${prefix}`;
  if (!begins(all, prefix)) return `its condition lets in keys that do not begin with ${prefix}`;
  const isGuarded = keys.some(
    ({ operator, values }) =>
      operator === 'Null' && values.length > 0 && values.every(({ literal }) => literal === 'false'),
  );
  return isGuarded ? undefined : 'ForAllValues holds also where a request names no key at all';
};

const judge = (grant: Grant, prefix: string, all: Holders): readonly Verdict[] => {
  const { part, to } = grant;
  const say = (
    actions: readonly string[],
    denial: Denial | undefined,
    because: string,
    fix: string,
  ): Verdict => {
    const known = actions.map((action) => ({
      action,
      hindrance: worstOf(to, (holder) =>
        all.hindrance(holder, action) === 'kept from it'
          ? 'kept from it'
          : all.hindrance(holder, action, denial),
      ),
    }));
    const free = known
      .filter(({ hindrance }) => hindrance === 'not kept from it')
      .map(({ action }) => action);
    if (free.length > 0) return broken(part, `allows ${someOf(free)}: ${because}`, fix);
    return known.some(({ hindrance }) => hindrance === 'not known')
      ? cannotTell(part, `${because}, and what holds whoever gets it is not in these templates`, fix)
      : kept(part);
  };
  const lack = lackOf(grant, prefix);
  return [
    ...(lack === undefined ? [] : [say(keyed.filter(grant.takesIn), deniesOthers(prefix), lack, fixKeys)]),
    say(unkeyed.filter(grant.takesIn), undefined, 'it names no keys that could be held', fixScans),
  ];
};

/** Whoever touches the items of tables touches those of its geography only. Asked for by `keyPrefix` of the pin. */
export const keyPrefixes = templateRule({
  id: 'key-prefixes',
  sentence: 'Where a prefix of keys is given, nobody reads or writes items of tables under another one.',
  check: ({ resources, together }, { keyPrefix }) => {
    if (keyPrefix === undefined) return [];
    const all = holdersOf(together);
    return resources
      .flatMap((resource) => grantsOf(resource, all))
      .flatMap((grant) => judge(grant, keyPrefix, all));
  },
});

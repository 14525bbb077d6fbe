import type { Pin } from '../pin.ts';
import { isOwnAccount } from '../places.ts';
import type { Part } from '../template/part.ts';
import { gap, shown } from '../template/text.ts';
import { demands, type Test } from './documents.ts';

/** Whether the conditions of a statement keep whoever comes to the pin's own account. */
export type Confinement = 'own account' | 'not known' | 'no';

const keysOfAccounts = ['aws:sourceaccount', 'aws:principalaccount', 'kms:calleraccount', 'aws:sourceowner'];
const keysOfArns = ['aws:sourcearn', 'aws:principalarn'];
const keysOfOrganizations = [
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
];
const keysOfNetworks = ['aws:sourcevpc', 'aws:sourcevpce'];
/** What a service asks on somebody's behalf, in one of its regions and for the account of the key. */
const keysOfServices = ['kms:viaservice'];

const isWithin = ({ key }: Test, value: Part, pin: Pin): boolean => {
  const text = shown(value.text);
  if (text.includes(gap)) return false;
  if (keysOfAccounts.includes(key.toLowerCase())) return isOwnAccount(text, pin);
  // A name that the stack gives is of its own account; one of S3 tells none and must come with the account.
  if (/^\$\{(?!account\})[A-Za-z0-9]+(\.[A-Za-z.]+)?\}/.test(text)) return true;
  if (keysOfNetworks.includes(key.toLowerCase())) return false;
  const account = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):/.exec(text)?.[1];
  return account !== undefined && isOwnAccount(account, pin);
};

const isOneOf = (test: Test, keys: readonly string[]): boolean => keys.includes(test.key.toLowerCase());

/** What the conditions of a statement say of who may come, in the widest way that they may stand. */
export const confinementOf = (ways: readonly (readonly Test[])[], pin: Pin): Confinement => {
  const all = ways.map((tests) => confinementIn(tests, pin));
  if (all.includes('no')) return 'no';
  return all.includes('not known') ? 'not known' : 'own account';
};

/** All tests have to hold, and so one is enough. */
const confinementIn = (tests: readonly Test[], pin: Pin): Confinement => {
  const ofPlaces = tests.filter((test) =>
    isOneOf(test, [...keysOfAccounts, ...keysOfArns, ...keysOfNetworks]),
  );
  const keeps = (test: Test) =>
    demands(test) && test.values.length > 0 && test.values.every((value) => isWithin(test, value, pin));
  if (ofPlaces.some(keeps)) return 'own account';
  const isUnclear = (test: Test) =>
    test.operator === '' ||
    isOneOf(test, [...keysOfOrganizations, ...keysOfServices]) ||
    (ofPlaces.includes(test) && demands(test) && !namesOthers(test, pin));
  return tests.some(isUnclear) ? 'not known' : 'no';
};

/** Whether a test names another account in so many words. */
const namesOthers = (test: Test, pin: Pin): boolean =>
  pin.account !== undefined &&
  test.values.some((value) => {
    const account = /(?:^|:)(\d{12})(?::|$)/.exec(value.literal ?? '')?.[1];
    return account !== undefined && account !== pin.account;
  });

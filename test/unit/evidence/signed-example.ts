import {
  type LedgerEntry,
  type LedgerEvent,
  nextEntry,
  type OpenedName,
} from '../../../domain/consent/ledger.ts';
import { readCustomerKeys } from '../../../domain/evidence/customer-keys.ts';
import { checkingSignatures, type Instruction, instructionOf } from '../../../domain/evidence/instruction.ts';
import { instantOf } from '../../../domain/time.ts';
import { customerKey, customerKeySet, type TestCustomerKey } from '../../support/customer-key.ts';
import { documentOf, logOf } from '../../support/evidence-log.ts';
import { chosen } from './files.ts';

type Chosen = Extract<LedgerEvent, { type: 'setting-chosen' }>;

export const theirKey = customerKey('a key of the customer');
export const signedAt = { at: '2026-11-02T10:14:30.000Z', nonce: 'n0nce-of-the-example' } as const;

/** What the customer of the example instructs. */
export const instruction: Instruction = instructionOf(
  { subject: chosen.subject, event: chosen.event as Chosen },
  signedAt,
);

/** The checks that whoever trusts these keys makes. */
export const checksOf = (...keys: readonly TestCustomerKey[]) => {
  const read = readCustomerKeys(customerKeySet(...keys));
  if (!read.verified) throw new Error(read.sentence);
  return checkingSignatures(read.value);
};

/** The choice of the example as it is written down where this signature came with it. */
export const choiceWith = (signature: string, changes: Partial<Chosen> = {}) => {
  const event = { ...(chosen.event as Chosen), customerSignature: 'carried' as const, ...changes };
  return nextEntry(chosen.subject, undefined, {
    at: instantOf(chosen.at),
    event,
    actor: { kind: 'person', tokenSubject: 'a1b2c3', roles: ['owner'], signature },
    salt: '5a'.repeat(32),
  });
};

/** The file of the record of such a choice. */
export const fileWith = ({ entry, name }: { readonly entry: LedgerEntry; readonly name: OpenedName }) =>
  logOf('us', [documentOf(entry)]).recordFile(entry, name);

export const signedExample = {
  recordFile: fileWith(choiceWith(theirKey.signs(instruction))),
  checkSignature: checksOf(theirKey),
};

import { type Check, hidden, problem, shape } from './config-checks.ts';
import { isWitnessAddress, witnessAddressAllowed } from './residency/witness-address.ts';

const url: Check = (field, value) =>
  typeof value === 'string' && isWitnessAddress(value)
    ? []
    : problem(field, typeof value === 'string' ? hidden(value) : value, witnessAddressAllowed);

/** Faults of where signed checkpoints go, outside the cell. */
export const witness: Check = shape({ url });

import type { DataEntry } from '../../contract/statement/statement.ts';
import type { Resource } from '../residency/template/template.ts';
import { type CellReading, textAt } from './cell-reading.ts';
import { storeTypes, UnknownStore } from './known-types.ts';
import { functionsReading, noRouteShows } from './readers.ts';
import { regionalFacts } from './stores.ts';

/** What a bucket of the cell says of itself. Anything else could let out, copy, end or open what is in it. */
const spokenOf = [
  'BucketEncryption',
  'ObjectLockConfiguration',
  'ObjectLockEnabled',
  'OwnershipControls',
  'PublicAccessBlockConfiguration',
  'Tags',
  'VersioningConfiguration',
];

/** @throws UnknownStore where a bucket does more than keep what was put into it */
const demandQuiet = ({ id, properties }: Resource): void => {
  const { possible } = properties;
  const named = possible.kind === 'fields' ? Object.keys(possible.fields) : [];
  // Before CDK has written a template, what is not given has a name too, and no value.
  const odd = named.filter((name) => !spokenOf.includes(name) && properties.at(name).length > 0);
  if (odd.length > 0)
    throw new UnknownStore(`The residency statement does not know where ${id} leads by ${odd.join(', ')}.`);
};

/** @throws UnknownStore where a policy of a bucket lets somebody in beside the roles of the cell */
const demandClosed = (cell: CellReading): void => {
  const open = cell
    .ofType('AWS::S3::BucketPolicy')
    .find(({ properties }) =>
      properties
        .each('PolicyDocument', 'Statement')
        .some((statement) => textAt(statement, 'Effect') !== 'Deny'),
    );
  if (open !== undefined)
    throw new UnknownStore(`The residency statement does not know who is let into buckets by ${open.id}.`);
};

/** @throws UnknownStore where nothing locks what comes in */
const lockOf = ({ id, properties }: Resource): string => {
  const rule = ['ObjectLockConfiguration', 'Rule', 'DefaultRetention'];
  const [mode, term] = [textAt(properties, ...rule, 'Mode'), textAt(properties, ...rule, 'Days')];
  const isOn = textAt(properties, 'ObjectLockEnabled') === 'true';
  if (!isOn || mode === undefined || term === undefined)
    throw new UnknownStore(
      `The residency statement says that checkpoints are locked, and ${id} locks nothing.`,
    );
  return `locked for ${term} days (${mode.toLowerCase()}), and then as long as the account keeps it`;
};

/** What the evidence bucket holds. @throws UnknownStore where it may hold more, or not for as long */
export const lockedData = (cell: CellReading): readonly DataEntry[] => {
  demandClosed(cell);
  return cell.ofType(storeTypes.bucket).map((bucket) => {
    demandQuiet(bucket);
    return {
      data: 'Signed checkpoints of the log: how many leaves it had, its root, when; no identifier of anybody',
      kind: 'no-customer-data',
      ...regionalFacts(cell, [bucket]),
      readers: noRouteShows(functionsReading(cell, bucket)),
      longestLife: [{ what: 'a checkpoint', life: lockOf(bucket) }],
    };
  });
};

import type { AuditedCell } from './audited-cell.ts';

/** Something that an administrator does to a cell by hand, and undoes. */
export type HandMade = {
  readonly what: string;
  /** The resource by its path in the stacks, and the aspect in which it is not as stated any more. */
  readonly finding: readonly [resource: string, aspect: string];
  readonly make: (cell: AuditedCell) => Promise<unknown>;
  readonly mend: (cell: AuditedCell) => Promise<unknown>;
};

/** An account that is not the cell's, and a place in another region. */
export const stranger = '999988887777';
export const elsewhere = 'ap-northeast-1';

/** A policy of one statement that lets everybody of another account do something. */
export const openTo = (Action: string, Resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${stranger}:root` }, Action, Resource }],
  });

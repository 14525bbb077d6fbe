import type { Access } from '../contract/access/access.ts';
import { type Inspected, inspections, unaddressed } from '../contract/access/inspections.ts';

const kilobytes = 1_024;

/** What a client adds to a bundle; that of Lambda prepares for the errors and shapes of all its calls. */
const clientKilobytes = (service: string): number => (service === 'lambda' ? 72 : 28);

/**
 * The services that a function asks about its cell, but for DynamoDB, whose client every function has, and S3, which
 * is asked through the client of another service (lambdas/shared/s3.ts).
 */
const askedServices = (kinds: readonly Inspected[]): readonly string[] => {
  const beside: Partial<Record<Inspected, readonly string[]>> = unaddressed;
  const actions = kinds.flatMap((kind) => [...inspections[kind], ...(beside[kind] ?? [])]);
  const services = new Set(actions.map((action) => action.split(':')[0] ?? ''));
  for (const without of ['dynamodb', 's3']) services.delete(without);
  return [...services];
};

/** The services that a function talks to beside DynamoDB. */
const furtherServices = ({ sendsTo, publishes, signs, inspects = [] }: Access): ReadonlySet<string> =>
  new Set([
    ...(sendsTo === undefined ? [] : ['sqs']),
    ...(publishes === undefined ? [] : ['events']),
    ...(signs === undefined ? [] : ['kms']),
    ...askedServices(inspects),
  ]);

/**
 * How large a function's minified bundle may be, in bytes: 210 KB with the client of DynamoDB, 80 KB without,
 * 40 KB more for schemas and problems where it answers HTTP, 28 KB more for each further service that it talks to,
 * 72 for Lambda. Every cold start reads and compiles all of it.
 */
export const bundleBudget = (access: Access): number => {
  const base = Object.keys(access.tables).length > 0 ? 210 : 80;
  const http = access.triggers.some(({ kind }) => kind === 'http') ? 40 : 0;
  const clients = [...furtherServices(access)].reduce((sum, service) => sum + clientKilobytes(service), 0);
  return (base + http + clients) * kilobytes;
};

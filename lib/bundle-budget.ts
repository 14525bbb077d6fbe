import type { Access } from '../contract/access/access.ts';

const kilobytes = 1_024;

/**
 * How large a function's minified bundle may be, in bytes: 210 KB with the client of DynamoDB, 80 KB without,
 * 40 KB more for schemas and problems where it answers HTTP, 28 KB more for each further service that it talks to. Every cold
 * start reads and compiles all of it.
 */
export const bundleBudget = ({ tables, triggers, sendsTo, publishes }: Access): number => {
  const base = Object.keys(tables).length > 0 ? 210 : 80;
  const http = triggers.some(({ kind }) => kind === 'http') ? 40 : 0;
  const furtherClients = [sendsTo, publishes].filter((targets) => targets !== undefined).length;
  return (base + http + 28 * furtherClients) * kilobytes;
};

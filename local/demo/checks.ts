import { isDeepStrictEqual } from 'node:util';
import { LocalFailure } from '../failure.ts';

/** Demands that something is as the story says. @throws LocalFailure with expected and got */
export const expectEqual = (what: string, got: unknown, expected: unknown): void => {
  if (isDeepStrictEqual(got, expected)) return;
  throw new LocalFailure(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
};

/** The value, where there is one. @throws LocalFailure where there is none */
export const given = <Value>(what: string, value: Value | undefined): Value => {
  if (value !== undefined) return value;
  throw new LocalFailure(`${what}: expected a value, got nothing`);
};

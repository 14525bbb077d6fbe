import { sha256Hex } from './canonical-form.ts';
import type { Instant } from './time.ts';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number in the letters of a ULID, the highest first. */
const inLetters = (number: bigint, length: number): string =>
  Array.from(
    { length },
    (_, place) => letters[Number((number >> BigInt(5 * (length - 1 - place))) & 31n)],
  ).join('');

/** How every ULID of an instant begins; instants before 1970 have none and count as its start. */
export const ulidTime = (at: Instant): string => inLetters(BigInt(Math.max(0, at)), 10);

/** The letters of a ULID that are made of a digest instead of chance: 80 bits. */
const digestLetters = (of: string): string => inLetters(BigInt(`0x${sha256Hex(of).slice(0, 20)}`), 16);

/**
 * A ULID that follows from what it stands for, so that whoever makes it, and how often, makes the same one: the time
 * of an instant, and 80 bits of a digest.
 */
export const derivedUlid = (at: Instant, of: string): string => inLetters(BigInt(at), 10) + digestLetters(of);

/** As `derivedUlid`, with the time of an identifier that ends in a ULID. */
export const derivedUlidBeside = (identifier: string, of: string): string =>
  identifier.slice(-26, -16) + digestLetters(of);

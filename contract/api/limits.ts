import { type Duration, days } from '../../domain/time.ts';

/** How long a repeated request is recognized by its key. */
export const repetitionRecognized: Duration = days(1);

/** Bounds of what one request may carry, in one place for schemas, handlers and messages. */
export const limits = {
  /** Objects and lists inside each other. */
  depth: 16,
  recordsPerCall: 25,
  /** Questions of one call, and kinds of data of one prompt. */
  questionsPerCall: 25,
  /** Bytes of one record's body in UTF-8. */
  recordBytes: 256 * 1024,
  /** Parts of one record that bring an origin time of their own. */
  partsPerRecord: 50,
  /** Users whom one record concerns. */
  peoplePerRecord: 20,
  pageDefault: 50,
  pageMost: 100,
  cursorCharacters: 1_024,
  idempotencyKeyCharacters: 128,
} as const;

import { describe, expect, test } from 'vitest';
import type { Answer, WatchedCell } from './watched-cell.ts';

/** Bad input: what is wrong with it, how it is sent, the status of the answer, and what the problem says. */
export type BadInput = readonly [name: string, send: () => Promise<Answer>, status: number, says: object];

/** The one error that a problem lists: where, what was given, and a part of what is allowed. */
export const oneError = (at: string, given: string, allowed = '') => ({
  errors: [{ at, given, allowed: expect.stringContaining(allowed) }],
});

/** What must be true of every refusal, whatever was wrong. `secret`: content that must not come back anywhere. */
export const describeRefusals = (cases: readonly BadInput[], cellOf: () => WatchedCell, secret: RegExp) =>
  describe.each(cases)('%s', (_, send, status, says) => {
    test(`is answered ${status}: what was given, what is allowed; nothing is stored, no content is logged`, async () => {
      const cell = cellOf();
      const writes = cell.watch.writes;

      const answer = await send();

      const type = expect.stringMatching(/^urn:domicile:problem:/);
      expect(answer.body).toMatchObject({ ...says, status, type });
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(cell.watch.writes).toBe(writes);
      expect(JSON.stringify([answer, cell.log])).not.toMatch(secret);
    });
  });

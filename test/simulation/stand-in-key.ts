import { createHmac } from 'node:crypto';
import { publicJwkOf } from '../../domain/evidence/signing-key.ts';
import type { SigningKey } from '../../lambdas/shared/signing-key.ts';

const coordinate = new Uint8Array(32).fill(7);
const jwk = publicJwkOf(coordinate, coordinate);

/**
 * As long as a signature of the real key, and cheap: that a signature verifies is shown elsewhere. What is
 * signed can be read from it all the same, because the text stands beside it.
 */
export const standInKey: SigningKey = {
  publicKey: async () => jwk,
  sign: async (text) => new Uint8Array(createHmac('sha512', 'key').update(text).digest()),
};

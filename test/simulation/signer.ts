import { createHmac } from 'node:crypto';
import { publicJwkOf } from '../../domain/evidence/signing-key.ts';
import { otherCopiesOf } from '../../lambdas/signer/other-copies.ts';
import type { SignerPorts, SigningKey } from '../../lambdas/signer/ports.ts';
import type { Actor } from '../races/scheduler.ts';
import type { World } from './world.ts';

/** What is the signer's own among its ports, with a stand-in for the key service. */
type SignerEdge = Pick<SignerPorts, 'signingKey' | 'otherCopies' | 'measure' | 'report'>;

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

/** The edge of a signer: its key service fails, does not answer for weeks, or answers somebody who is gone. */
export const signerEdge = (world: World, actor: Actor): SignerEdge => ({
  signingKey: keyService(world, actor),
  otherCopies: otherCopiesOf(),
  measure: () => {},
  report: () => {},
});

const keyService = (world: World, actor: Actor): SigningKey => {
  const asked = async <T>(name: string, answer: () => Promise<T>): Promise<T> => {
    await actor.pause(`kms:${name}`);
    if (world.signingFails()) throw new Error('the key service does not answer');
    const given = await answer();
    await actor.pause(`kms:${name}:answered`);
    return given;
  };
  return {
    publicKey: () => asked('publicKey', standInKey.publicKey),
    sign: (text) => asked('sign', () => standInKey.sign(text)),
  };
};

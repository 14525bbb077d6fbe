import { ordinaryNameLife } from '../../domain/retention/name-life.ts';
import { otherCopiesOf } from '../../lambdas/signer/other-copies.ts';
import type { SignerPorts, SigningKey } from '../../lambdas/signer/ports.ts';
import type { Actor } from '../races/scheduler.ts';
import { standInKey } from './stand-in-key.ts';
import type { World } from './world.ts';

/** What is the signer's own among its ports, with a stand-in for the key service. */
type SignerEdge = Pick<SignerPorts, 'signingKey' | 'otherCopies' | 'nameLife' | 'measure' | 'report'>;

/** The edge of a signer: its key service fails, does not answer for weeks, or answers somebody who is gone. */
export const signerEdge = (world: World, actor: Actor): SignerEdge => ({
  signingKey: keyService(world, actor),
  otherCopies: otherCopiesOf(),
  nameLife: ordinaryNameLife,
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

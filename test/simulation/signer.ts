import { ordinaryNameLife } from '../../domain/retention/name-life.ts';
import type { SigningKey } from '../../lambdas/shared/signing-key.ts';
import { otherCopiesOf } from '../../lambdas/signer/other-copies.ts';
import type { EvidenceBucket, SignerPorts } from '../../lambdas/signer/ports.ts';
import type { Actor } from '../races/scheduler.ts';
import { standInKey } from './stand-in-key.ts';
import type { World } from './world.ts';

/** What is the signer's own among its ports, with stand-ins for key service and bucket. */
type SignerEdge = Pick<
  SignerPorts,
  'signingKey' | 'bucket' | 'otherCopies' | 'nameLife' | 'measure' | 'report'
>;

/** The edge of a signer: key service and bucket fail, do not answer for weeks, or answer somebody who is gone. */
export const signerEdge = (world: World, actor: Actor): SignerEdge => ({
  signingKey: keyService(world, actor),
  bucket: bucketOf(world, actor),
  otherCopies: otherCopiesOf(),
  nameLife: ordinaryNameLife,
  measure: () => {},
  report: () => {},
});

/** A call to a service that may not answer, or answer when nobody listens any more. */
const asking =
  (world: World, actor: Actor) =>
  async <T>(name: string, answer: () => Promise<T>): Promise<T> => {
    await actor.pause(name);
    if (world.signingFails()) throw new Error(`${name} is not answered`);
    const given = await answer();
    await actor.pause(`${name}:answered`);
    return given;
  };

const keyService = (world: World, actor: Actor): SigningKey => {
  const asked = asking(world, actor);
  return {
    publicKey: () => asked('kms:publicKey', standInKey.publicKey),
    sign: (text) => asked('kms:sign', () => standInKey.sign(text)),
  };
};

const bucketOf = (world: World, actor: Actor): EvidenceBucket => {
  const asked = asking(world, actor);
  return { keep: (name, text) => asked('s3:put', async () => world.observer.locked(name, text)) };
};

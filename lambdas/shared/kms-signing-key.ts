import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { rawSignatureOf } from '../../domain/evidence/checkpoint.ts';
import { type PublicJwk, publicJwkOfSpki } from '../../domain/evidence/signing-key.ts';
import type { SigningKey } from './signing-key.ts';

/** The key service answered without what was asked for. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** A signing key in KMS. Its public part never changes and is asked for once. */
export const kmsSigningKey = (client: KMSClient, KeyId: string): SigningKey => {
  let known: PublicJwk | undefined;
  return {
    publicKey: async () => {
      if (known !== undefined) return known;
      const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
      if (PublicKey === undefined) throw new NoAnswer('no public key');
      known = publicJwkOfSpki(PublicKey);
      return known;
    },
    sign: async (text) => {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId,
          Message: new TextEncoder().encode(text),
          MessageType: 'RAW',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      if (Signature === undefined) throw new NoAnswer('no signature');
      return rawSignatureOf(Signature);
    },
  };
};

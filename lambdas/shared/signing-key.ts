import type { PublicJwk } from '../../domain/evidence/signing-key.ts';

/** A key in the key service that signs. Both calls fail where the key service does not answer. */
export type SigningKey = {
  readonly publicKey: () => Promise<PublicJwk>;
  /** The signature of a text in 64 bytes, as ES256 has it. */
  readonly sign: (text: string) => Promise<Uint8Array>;
};

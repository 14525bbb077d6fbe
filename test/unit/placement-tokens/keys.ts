import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { fromBase64url } from '../../../domain/evidence/base64url.ts';
import { type PublicJwk, publicJwkOf } from '../../../domain/evidence/signing-key.ts';
import {
  certificateSigningInput,
  compact,
  type KeyCertificate,
  type PlacementToken,
  tokenSigningInput,
} from '../../../domain/placement-tokens/placement-token.ts';

/** A key pair with its public part as it is published. */
export type Pair = { readonly jwk: PublicJwk; readonly secret: KeyObject };

export const aPair = (): Pair => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const [left, right] = [fromBase64url(x), fromBase64url(y)];
  if (left === undefined || right === undefined) throw new Error('a key has two coordinates');
  return { jwk: publicJwkOf(left, right), secret: privateKey };
};

const signed = (input: string, { secret }: Pair): string =>
  compact(input, sign('sha256', Buffer.from(input), { key: secret, dsaEncoding: 'ieee-p1363' }));

export const certified = (certificate: KeyCertificate, by: Pair): string =>
  signed(certificateSigningInput(certificate, by.jwk.kid), by);

export const tokenBy = (token: PlacementToken, certificate: string, by: Pair): string =>
  signed(tokenSigningInput(token, certificate), by);

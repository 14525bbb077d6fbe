import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { PublicJwk } from '../domain/evidence/signing-key.ts';
import type { Geography } from '../domain/geographies.ts';
import {
  type IsSignedBy,
  type TokenTrust,
  type VerifiedToken,
  verifyKeyCertificate,
  verifyPlacementToken,
} from '../domain/placement-tokens/verify-placement-token.ts';

/** Verifies placement tokens of one cell, without a network. */
export type PlacementVerifier = {
  /** What a token permits now, or the word that says why it permits nothing. */
  readonly verify: (token: string) => VerifiedToken;
};

export type PlacementVerifierOptions = {
  /** The cell that this gateway works for. */
  readonly cell: Geography;
  /** `keys` of what the cell publishes at `/.well-known/placement-keys.json`, fetched once and kept. */
  readonly keys: readonly PublicJwk[];
  /** Milliseconds since 1970. Default: the clock of the machine. */
  readonly now?: () => number;
};

/** How many certificates are kept as verified. A cell has one an hour for each function that runs. */
const mostCertificates = 256;

/**
 * A verifier for a gateway in front of models (SC-17). A certificate is verified once and kept, so that a token costs
 * one signature. A token can be shown more than once within its minute: what it permits is a place, not a count.
 */
export const placementVerifier = ({
  cell,
  keys,
  now = Date.now,
}: PlacementVerifierOptions): PlacementVerifier => {
  const trust: TokenTrust = { cell, keys, isSignedBy: signedByNode() };
  const known = new Map<string, ReturnType<typeof verifyKeyCertificate>>();
  const certificateOf: typeof verifyKeyCertificate = (written) => {
    const found = known.get(written);
    if (found !== undefined) return found;
    const verified = verifyKeyCertificate(written, trust);
    // What is refused is not kept: anybody can make as much of that as they like.
    if (verified.ok) {
      if (known.size >= mostCertificates) known.clear();
      known.set(written, verified);
    }
    return verified;
  };
  return { verify: (token) => verifyPlacementToken(token, trust, now(), certificateOf) };
};

/** Signatures as the platform checks them, with each key read once. */
const signedByNode = (): IsSignedBy => {
  const read = new Map<string, KeyObject>();
  const keyOf = ({ kty, crv, x, y }: PublicJwk): KeyObject => {
    const point = `${x}.${y}`;
    const found = read.get(point);
    if (found !== undefined) return found;
    const key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
    if (read.size >= mostCertificates) read.clear();
    read.set(point, key);
    return key;
  };
  return (key, signature, signed) => {
    try {
      return verify('sha256', signed, { key: keyOf(key), dsaEncoding: 'ieee-p1363' }, signature);
    } catch {
      // A point that is not on the curve.
      return false;
    }
  };
};

import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { InferenceProfilePrefix, Place } from '../decisions/placement.ts';
import { fromBase64url } from '../evidence/base64url.ts';
import { listOf, object, oneOf, type Shape, text, whole } from '../evidence/shape.ts';
import { type PublicJwk, thumbprintOf } from '../evidence/signing-key.ts';
import { readCanonical } from '../evidence/strict-file.ts';
import { cell, identifierOf, word } from '../evidence/texts.ts';
import type { Geography } from '../geographies.ts';
import type { OrganizationId, PlacementId, WorkspaceId } from '../identifiers.ts';
import { clockSkew, type Instant } from '../time.ts';
import {
  type CertificateHeader,
  certifiedFor,
  type KeyCertificate,
  longestToken,
  type PlacementToken,
  type TokenHeader,
} from './placement-token.ts';

/** Why a token is refused. A word never changes its meaning. */
export const tokenRefusals = [
  'not-a-token',
  'unknown-key',
  'bad-certificate',
  'certificate-not-in-force',
  'bad-signature',
  'other-cell',
  'lives-too-long',
  'not-yet',
  'ended',
] as const;
export type TokenRefusal = (typeof tokenRefusals)[number];

export type VerifiedToken =
  | { readonly ok: true; readonly placement: PlacementToken }
  | { readonly ok: false; readonly reason: TokenRefusal };

/** Whether 64 bytes are the ES256 signature of a text by a key. */
export type IsSignedBy = (key: PublicJwk, signature: Uint8Array, signed: Uint8Array) => boolean;

export type TokenTrust = {
  /** The cell that the gateway works for: a token of another one is worth nothing here. */
  readonly cell: Geography;
  /** The keys that the cell publishes at `/.well-known/placement-keys.json`, fetched once and kept. */
  readonly keys: readonly PublicJwk[];
  readonly isSignedBy: IsSignedBy;
};

const coordinate = text('32 bytes as base64url', /^[A-Za-z0-9_-]{43}$/);
const jws = text('a compact JWS', /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}$/);

const keyShape = object<PublicJwk>({
  kty: oneOf('EC'),
  crv: oneOf('P-256'),
  x: coordinate,
  y: coordinate,
  kid: coordinate,
  alg: oneOf('ES256'),
  use: oneOf('sig'),
});

const certificateHeader = object<CertificateHeader>({
  alg: oneOf('ES256'),
  typ: oneOf('domicile-placement-key+jws'),
  kid: coordinate,
});

const certificateShape = object<KeyCertificate>({
  v: oneOf(1),
  kind: oneOf('placement-key'),
  cell,
  key: keyShape,
  from: whole(0),
  until: whole(0),
});

const tokenHeader = object<TokenHeader>({
  alg: oneOf('ES256'),
  typ: oneOf('domicile-placement+jws'),
  certificate: jws,
});

const place = object<Place>(
  {
    geography: cell,
    region: word,
    inferenceProfilePrefix: text<InferenceProfilePrefix>('a prefix', /^[a-z]{2,8}\.$/),
    instrument: text('the name of an instrument', /^[\x20-\x7e]{1,100}$/),
  },
  'inferenceProfilePrefix',
  'instrument',
);

const tokenShape = object<PlacementToken>(
  {
    v: oneOf(1),
    kind: oneOf('placement'),
    cell,
    id: identifierOf<PlacementId>('pl'),
    subject: identifierOf<OrganizationId | WorkspaceId>('org', 'ws'),
    use: word,
    places: listOf(place, 100),
    anywhere: oneOf(true),
    from: whole(0),
    until: whole(0),
  },
  'anywhere',
);

/** The longest token that is looked at, in characters: one with every geography and long names is half of it. */
const longest = 8_192;

type Parts<Header, Payload> = {
  readonly header: Header;
  readonly payload: Payload;
  readonly signature: Uint8Array;
  readonly signed: Uint8Array;
};

/** Header and payload in the one form that they can have, the signature not yet looked at; undefined for all else. */
const partsOf = <Header, Payload>(
  written: string,
  headerShape: Shape<Header>,
  payloadShape: Shape<Payload>,
): Parts<Header, Payload> | undefined => {
  const [header, payload, signature, ...others] = written.split('.').map(fromBase64url);
  if (header === undefined || payload === undefined || signature?.length !== 64 || others.length > 0)
    return undefined;
  const [readHeader, readPayload] = [readCanonical(header), readCanonical(payload)];
  if (!readHeader.verified || headerShape.fault(readHeader.value, 'header') !== undefined) return undefined;
  if (!readPayload.verified || payloadShape.fault(readPayload.value, 'payload') !== undefined)
    return undefined;
  return {
    header: readHeader.value as Header,
    payload: readPayload.value as Payload,
    signature,
    signed: utf8ToBytes(written.slice(0, written.lastIndexOf('.'))),
  };
};

type VerifiedCertificate =
  | { readonly ok: true; readonly certificate: KeyCertificate }
  | { readonly ok: false; readonly reason: TokenRefusal };

const refused = (reason: TokenRefusal) => ({ ok: false, reason }) as const;

/**
 * Verifies that the key of the cell certified a key, apart from whether the certificate is in force at a time: what was
 * verified once can be kept, and the time is looked at with each token.
 */
export const verifyKeyCertificate = (written: string, trust: TokenTrust): VerifiedCertificate => {
  const read = partsOf(written, certificateHeader, certificateShape);
  if (read === undefined) return refused('bad-certificate');
  const { header, payload: certificate, signature, signed } = read;
  const key = trust.keys.find(({ kid }) => kid === header.kid);
  if (key === undefined) return refused('unknown-key');
  if (!trust.isSignedBy(key, signature, signed)) return refused('bad-signature');
  if (certificate.cell !== trust.cell) return refused('other-cell');
  const lives = certificate.until - certificate.from;
  if (lives <= 0 || lives > certifiedFor || certificate.key.kid !== thumbprintOf(certificate.key))
    return refused('bad-certificate');
  return { ok: true, certificate };
};

/**
 * Verifies a placement token without asking anybody (SC-17). What a token says is believed only after both signatures;
 * it is good for a minute at most, in its own cell, and under a certificate that is in force.
 * @param certificateOf verifies a certificate, or knows it already
 */
export const verifyPlacementToken = (
  written: string,
  trust: TokenTrust,
  at: Instant,
  certificateOf: typeof verifyKeyCertificate = verifyKeyCertificate,
): VerifiedToken => {
  const read = written.length > longest ? undefined : partsOf(written, tokenHeader, tokenShape);
  if (read === undefined) return refused('not-a-token');
  const { header, payload: placement, signature, signed } = read;
  const certified = certificateOf(header.certificate, trust);
  if (!certified.ok) return certified;
  const { certificate } = certified;
  if (!trust.isSignedBy(certificate.key, signature, signed)) return refused('bad-signature');
  if (placement.cell !== trust.cell) return refused('other-cell');
  const lives = placement.until - placement.from;
  if (lives <= 0 || lives > longestToken) return refused('lives-too-long');
  if (placement.from < certificate.from || placement.until > certificate.until)
    return refused('certificate-not-in-force');
  // A gateway whose clock is behind would refuse what was just given; one that is ahead gives nothing more.
  if (at < placement.from - clockSkew) return refused('not-yet');
  return at < placement.until ? { ok: true, placement } : refused('ended');
};

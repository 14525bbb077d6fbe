import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from '../canonical-form.ts';
import type { Place } from '../decisions/placement.ts';
import { toBase64url } from '../evidence/base64url.ts';
import type { PublicJwk } from '../evidence/signing-key.ts';
import type { Geography } from '../geographies.ts';
import type { OrganizationId, PlacementId, WorkspaceId } from '../identifiers.ts';
import { longestGrant } from '../programs/program.ts';
import { type Duration, hours, type Instant, minutes } from '../time.ts';

/**
 * A placement as a token, for a gateway that cannot ask the cell (SC-17): a compact JWS (RFC 7515) with ES256 by a key
 * that is in the memory of one function and nowhere else. The key of the cell certifies that key for an hour, so that
 * a gateway trusts one key a cell, and nobody asks the key service for each token.
 */
export type PlacementToken = {
  readonly v: 1;
  readonly kind: 'placement';
  readonly cell: Geography;
  /** The placement, as it is reported on and entered in the register. */
  readonly id: PlacementId;
  readonly subject: OrganizationId | WorkspaceId;
  readonly use: string;
  /** Where it may be evaluated: what comes first is to be tried first. */
  readonly places: readonly Place[];
  /** Present where the call may be routed to any region. */
  readonly anywhere?: true;
  /** Instants in milliseconds; the token is good from the one until before the other. */
  readonly from: Instant;
  readonly until: Instant;
};

/** What the key of a cell says of a key in the memory of one of its functions. */
export type KeyCertificate = {
  readonly v: 1;
  readonly kind: 'placement-key';
  readonly cell: Geography;
  readonly key: PublicJwk;
  readonly from: Instant;
  readonly until: Instant;
};

/** For how long a key in memory is certified. */
export const certifiedFor: Duration = hours(1);
/** And for how long before its end no token is signed with it any more: a token never outlives its certificate. */
export const renewedBefore: Duration = minutes(5);
/** A token is good for no longer than any grant (DS-8). */
export const longestToken: Duration = longestGrant;

export type TokenHeader = {
  readonly alg: 'ES256';
  readonly typ: 'domicile-placement+jws';
  /** The certificate of the key that signed, itself a compact JWS. */
  readonly certificate: string;
};

export type CertificateHeader = {
  readonly alg: 'ES256';
  readonly typ: 'domicile-placement-key+jws';
  /** The key of the cell, by its thumbprint (RFC 7638). */
  readonly kid: string;
};

const part = (value: TokenHeader | CertificateHeader | PlacementToken | KeyCertificate): string =>
  toBase64url(utf8ToBytes(canonicalize(value)));

/** The text that the key in memory signs. @param certificate of that key */
export const tokenSigningInput = (token: PlacementToken, certificate: string): string =>
  `${part({ alg: 'ES256', typ: 'domicile-placement+jws', certificate })}.${part(token)}`;

/** The text that the key of the cell signs. @param kid of that key */
export const certificateSigningInput = (certificate: KeyCertificate, kid: string): string =>
  `${part({ alg: 'ES256', typ: 'domicile-placement-key+jws', kid })}.${part(certificate)}`;

/** A signed text as it is handed on. @param signature 64 bytes: r and s */
export const compact = (signingInput: string, signature: Uint8Array): string =>
  `${signingInput}.${toBase64url(signature)}`;

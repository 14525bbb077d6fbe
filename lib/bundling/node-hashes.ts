import { createHash, createHmac } from 'node:crypto';

/**
 * Stands in for `@noble/hashes`. The domain hashes with a portable library, so that a browser computes
 * the same bytes; functions run on Node, which has the very same built in.
 */

/** SHA-256 of bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

/** HMAC-SHA-256: the domain names no other hash. */
export const hmac = (hash: typeof sha256, key: Uint8Array, bytes: Uint8Array): Uint8Array => {
  if (hash !== sha256) throw new Error('Bundles of Domicile know HMAC with SHA-256 only.');
  return new Uint8Array(createHmac('sha256', key).update(bytes).digest());
};

export const bytesToHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** @throws Error where a text is not hexadecimal, which Buffer would cut off in silence */
export const hexToBytes = (hex: string): Uint8Array => {
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) throw new Error('not a hexadecimal text of whole bytes');
  return new Uint8Array(Buffer.from(hex, 'hex'));
};

export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));

export const utf8ToBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

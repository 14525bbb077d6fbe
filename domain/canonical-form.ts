import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import serialize from 'canonicalize';

/**
 * The one written form that is hashed and compared: RFC 8785 (JSON Canonicalization Scheme) and SHA-256, from
 * portable synchronous libraries, so that functions, command line and browser compute the same bytes.
 */

/**
 * The canonical text of a JSON value.
 * @throws TypeError for what JSON cannot hold: undefined, NaN, infinities, lone surrogates, cycles
 */
export const canonicalize = (value: unknown): string => {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('only a JSON value has a canonical form; undefined is none');
  return text;
};

/** SHA-256 of a text (as UTF-8) or of bytes, in lower-case hexadecimal. */
export const sha256Hex = (input: string | Uint8Array): string =>
  bytesToHex(sha256(typeof input === 'string' ? utf8ToBytes(input) : input));

/** SHA-256 of the canonical form of a JSON value, in lower-case hexadecimal. */
export const digestOf = (value: unknown): string => sha256Hex(canonicalize(value));

/**
 * A commitment to a JSON value: HMAC-SHA-256 over its canonical form under a secret salt. Without the salt it
 * tells nothing about the value, not even to somebody who guesses it; with the salt anybody can check it.
 * @param salt 32 random bytes in hexadecimal
 */
export const commitmentTo = (value: unknown, salt: string): string =>
  bytesToHex(hmac(sha256, hexToBytes(salt), utf8ToBytes(canonicalize(value))));

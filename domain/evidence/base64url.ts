/** Base64url without padding (RFC 4648, 5), in the one form that each sequence of bytes has. */

/** Bytes as base64url. */
export const toBase64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The bytes of a text, or undefined where it is no base64url, or not in the form that `toBase64url` writes. */
export const fromBase64url = (text: string): Uint8Array | undefined => {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  // The last character has bits that no byte takes; set, they would be a second form of the same bytes.
  return toBase64url(bytes) === text ? bytes : undefined;
};

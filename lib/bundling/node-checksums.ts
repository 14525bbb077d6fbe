import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

/**
 * Stands in for `@smithy/core/checksum`: what signs requests and checks messages, with `node:crypto` only. The SDK
 * chooses the same on Node, and carries SHA-256 and MD5 in JavaScript for a Node without it.
 */
type Data = string | ArrayBuffer | ArrayBufferView;

const bytesOf = (data: Data): string | Uint8Array => {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};

/** A hash can be read and fed on; a hash under a secret is read once, which is how the SDK uses it. */
const digestOf = (hash: Hash | Hmac): Buffer => ('copy' in hash ? hash.copy() : hash).digest();

/** SHA-256, or HMAC-SHA-256 under a secret. */
export class Sha256 {
  readonly #secret: Data | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Data) {
    this.#secret = secret;
    this.#hash = this.#start();
  }

  #start(): Hash | Hmac {
    return this.#secret ? createHmac('sha256', bytesOf(this.#secret)) : createHash('sha256');
  }

  update(data: Data): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(digestOf(this.#hash));
  }

  reset(): void {
    this.#hash = this.#start();
  }
}

/** MD5, with which SQS shows that it received a message whole. Nothing rests on it for secrecy. */
export class Md5 {
  #hash: Hash = createHash('md5');

  update(data: Data): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(digestOf(this.#hash));
  }

  reset(): void {
    this.#hash = createHash('md5');
  }
}

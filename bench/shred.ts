import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import { deflateRawSync } from 'node:zlib';

/**
 * What it would take to encrypt each record under a key of its lot, so that deleting the key makes the records
 * unreadable: AES-256-GCM of Node, a nonce and a tag a record, beside the deflating that is done already. For
 * docs/decisions/no-crypto-shredding-yet.md.
 */
const rounds = 5;
const kilobytes = [1, 10, 100] as const;
/** About so many KB are worked through in a round. */
const workload = 20_000;

const key = randomBytes(32);
const associated = Buffer.from('us_ep_01#us_ws_01#product-improvement#2026-11-21#00');

type Sealed = { readonly nonce: Buffer; readonly text: Buffer; readonly tag: Buffer };

const seal = (record: Buffer): Sealed => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
  const text = Buffer.concat([cipher.update(record), cipher.final()]);
  return { nonce, text, tag: cipher.getAuthTag() };
};

const open = ({ nonce, text, tag }: Sealed): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(associated).setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]);
};

/** Nanoseconds of the processor for one piece of work: the fastest of the rounds, since what else runs only adds. */
const nanoseconds = (times: number, work: () => unknown): number => {
  const taken = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) work();
    const { user, system } = process.cpuUsage(before);
    return (1_000 * (user + system)) / times;
  });
  return Math.min(...taken);
};

const text = (bytes: number): Buffer =>
  Buffer.from(Array.from({ length: bytes }, () => 33 + Math.floor(Math.random() * 94)));

const rowOf = (size: number) => {
  const record = text(size * 1_024);
  const sealed = seal(record);
  if (!open(sealed).equals(record)) throw new Error('what was sealed does not open');
  const times = Math.ceil(workload / size);
  // Once unmeasured, so that the code is warm.
  nanoseconds(times, () => seal(record));
  const sealing = nanoseconds(times, () => seal(record));
  const opening = nanoseconds(times, () => open(sealed));
  const deflating = nanoseconds(times, () => deflateRawSync(record));
  return {
    'KB a record': size,
    'seal µs': (sealing / 1_000).toFixed(1),
    'seal ns a KB': Math.round(sealing / size),
    'open µs': (opening / 1_000).toFixed(1),
    'open ns a KB': Math.round(opening / size),
    'deflate µs, done already': (deflating / 1_000).toFixed(1),
    'bytes more': sealed.nonce.length + sealed.tag.length,
  };
};

console.log(`AES-256-GCM under a key of a lot, fastest of ${rounds} rounds, time of the processor`);
console.table(kilobytes.map(rowOf));
console.log(
  `Node ${process.version}. Load of the machine: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);

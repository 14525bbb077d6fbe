import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { loadavg } from 'node:os';
import { placementVerifier } from '../client/placement-verifier.ts';
import { publicJwkOfSpki } from '../domain/evidence/signing-key.ts';
import {
  certificateSigningInput,
  certifiedFor,
  compact,
  longestToken,
  tokenSigningInput,
} from '../domain/placement-tokens/placement-token.ts';

/** What it takes to verify a placement token, offline: `npm run bench:tokens`. Time of the processor. */
const rounds = 9;
const times = 2_000;

const pair = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { jwk: publicJwkOfSpki(publicKey.export({ format: 'der', type: 'spki' })), privateKey };
};
const signedBy = (input: string, key: KeyObject) =>
  compact(input, sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }));

const now = Date.now();
const [ofCell, inMemory] = [pair(), pair()];
const facts = { v: 1, cell: 'eu', from: now } as const;
const certificate = signedBy(
  certificateSigningInput(
    { ...facts, kind: 'placement-key', key: inMemory.jwk, until: now + certifiedFor },
    ofCell.jwk.kid,
  ),
  ofCell.privateKey,
);
const token = signedBy(
  tokenSigningInput(
    {
      ...facts,
      kind: 'placement',
      id: 'eu_pl_01JDEM0EXAMP0000000000000A',
      subject: 'eu_ws_01JDEM0EXAMP0000000000000B',
      use: 'prompt-evaluation',
      places: [{ geography: 'eu', region: 'eu-central-1', inferenceProfilePrefix: 'eu.' }],
      until: now + longestToken,
    },
    certificate,
  ),
  inMemory.privateKey,
);

const options = { cell: 'eu', keys: [ofCell.jwk], now: () => now } as const;
const known = placementVerifier(options);

const microseconds = (verify: () => boolean): number => {
  const started = process.cpuUsage();
  for (let time = 0; time < times; time += 1) if (!verify()) throw new Error('a token was refused');
  const { user, system } = process.cpuUsage(started);
  return (user + system) / times;
};

const measured = (verify: () => boolean) => {
  microseconds(verify);
  const values = Array.from({ length: rounds }, () => microseconds(verify)).sort((a, b) => a - b);
  const at = (place: number) => values.at(place)?.toFixed(1);
  return { µs: at(Math.floor(rounds / 2)), spread: `${at(0)}–${at(-1)}` };
};

console.table({
  'certificate known': measured(() => known.verify(token).ok),
  'certificate verified too': measured(() => placementVerifier(options).verify(token).ok),
});
console.log(`${token.length} characters a token. Load of the machine ${loadavg()[0]?.toFixed(1)}.`);

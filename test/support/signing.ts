import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { signerAccess } from '../../contract/access/signer.ts';
import type { Checkpoint } from '../../domain/evidence/checkpoint.ts';
import { rawSignatureOf } from '../../domain/evidence/checkpoint.ts';
import type { Inclusion } from '../../domain/evidence/evidence-files.ts';
import { leafOf } from '../../domain/evidence/log-leaf.ts';
import { rootFromInclusion } from '../../domain/evidence/merkle-tree.ts';
import { type PublicJwk, publicJwkOfSpki } from '../../domain/evidence/signing-key.ts';
import { ordinaryNameLife } from '../../domain/retention/name-life.ts';
import { minutes } from '../../domain/time.ts';
import type { SigningKey } from '../../lambdas/shared/signing-key.ts';
import { otherCopiesOf } from '../../lambdas/signer/other-copies.ts';
import {
  BucketUnavailable,
  type EvidenceBucket,
  type SignerPorts,
  type SigningMeasures,
} from '../../lambdas/signer/ports.ts';
import { type SigningRun, signLog } from '../../lambdas/signer/sign-log.ts';
import type { TestCell } from './cell.ts';
import { grantedStore } from './operations.ts';

/** A signing key that tells how often it was asked to sign, and that can be made to fail. */
export type TestKey = SigningKey & { readonly signed: string[]; down: boolean; readonly jwk: PublicJwk };

/** The key service does not answer. */
export class KeyServiceDown extends Error {
  override readonly name = 'KMSInternalException';
}

/** A fresh P-256 key, signing as KMS does. */
export const aSigningKey = (): TestKey => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicJwkOfSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })));
  const demandUp = () => {
    if (key.down) throw new KeyServiceDown('the key service does not answer');
  };
  const key: TestKey = {
    jwk,
    signed: [],
    down: false,
    publicKey: async () => {
      demandUp();
      return jwk;
    },
    sign: async (text) => {
      demandUp();
      key.signed.push(text);
      return rawSignatureOf(new Uint8Array(sign('sha256', Buffer.from(text), privateKey)));
    },
  };
  return key;
};

/** A bucket in memory: what was put first under a name stays. It can be made to fail. */
export type TestBucket = EvidenceBucket & { readonly objects: Map<string, string>; down: boolean };

export const aBucket = (): TestBucket => {
  const bucket: TestBucket = {
    objects: new Map(),
    down: false,
    keep: async (name, text) => {
      if (bucket.down) throw new BucketUnavailable('the bucket does not answer');
      if (!bucket.objects.has(name)) bucket.objects.set(name, text);
    },
  };
  return bucket;
};

/** A signer of a cell in memory, within its grants, with what it measured and reported. */
export type TestSigner = {
  readonly key: TestKey;
  readonly bucket: TestBucket;
  readonly ports: SignerPorts;
  readonly measures: SigningMeasures[];
  readonly reports: string[];
  readonly run: () => Promise<SigningRun>;
};

export const aSigner = (
  cell: Pick<TestCell, 'ports'>,
  changes: Partial<SignerPorts> & { readonly key?: TestKey; readonly bucket?: TestBucket } = {},
): TestSigner => {
  const { key = aSigningKey(), bucket = aBucket(), ...others } = changes;
  const measures: SigningMeasures[] = [];
  const reports: string[] = [];
  const ports: SignerPorts = {
    ...cell.ports,
    signingKey: key,
    bucket,
    otherCopies: otherCopiesOf(),
    nameLife: ordinaryNameLife,
    timeLeft: () => minutes(2),
    measure: (measured) => void measures.push(measured),
    report: (kind, reason) => void reports.push(`${kind}: ${reason}`),
    ...others,
  };
  const granted = { ...ports, store: grantedStore(ports.store, signerAccess) };
  return { key, bucket, ports: granted, measures, reports, run: () => signLog(granted) };
};

type OpenedCheckpoint = { readonly checkpoint: Checkpoint; readonly kid: string };

/**
 * What a checkpoint says, when one of the keys signed it: by other code than the product's, which verifies with a
 * library of its own.
 */
export const openCheckpoint = (jws: string, keys: readonly PublicJwk[]): OpenedCheckpoint => {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const jwk = keys.find((key) => key.kid === kid);
  if (jwk === undefined || alg !== 'ES256') throw new Error(`no key ${kid} for ${alg}`);
  const { kty, crv, x, y } = jwk;
  const key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  const signed = { key, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', Buffer.from(`${header}.${payload}`), signed, Buffer.from(signature, 'base64url')))
    throw new Error('the signature is not of this key');
  return { checkpoint: JSON.parse(Buffer.from(payload, 'base64url').toString()), kid };
};

/** Whether a document is in the log of a checkpoint that one of the keys signed. */
export const isProven = (
  document: object,
  { inclusion, checkpoint: jws }: { readonly inclusion: Inclusion; readonly checkpoint: string },
  keys: readonly PublicJwk[],
): boolean => {
  const { checkpoint } = openCheckpoint(jws, keys);
  const root = rootFromInclusion(leafOf(document), inclusion, inclusion.path);
  return checkpoint.size === inclusion.size && checkpoint.root === root;
};

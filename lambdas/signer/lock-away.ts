import { checkpointObject } from '../../contract/evidence-bucket.ts';
import { writtenFile } from '../../domain/evidence/evidence-files.ts';
import { readNewestCheckpoint, type StoredCheckpoint } from '../shared/log/log-reading.ts';
import type { SignerPorts } from './ports.ts';

/**
 * Puts a stored checkpoint into the bucket, as the file that the verifier takes. It is the one that was stored first:
 * a signature that came too late is nowhere. Nothing of a document goes in, not even an identifier: what is locked
 * cannot be erased (I4).
 * @throws BucketUnavailable where the bucket did not take it; the next run does it again
 */
export const lockAway = ({ bucket }: SignerPorts, { size, checkpoint }: StoredCheckpoint): Promise<void> =>
  bucket.keep(checkpointObject(size), writtenFile({ v: 1, kind: 'checkpoint-file', checkpoint }));

/** Puts the newest checkpoint into the bucket, whichever signer stored it. */
export const lockNewest = async (ports: SignerPorts): Promise<void> => {
  const newest = await readNewestCheckpoint(ports);
  if (newest !== undefined) await lockAway(ports, newest);
};

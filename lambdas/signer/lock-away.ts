import { checkpointObject } from '../../contract/evidence-bucket.ts';
import { logKeys } from '../../contract/tables/log.ts';
import { checkpointFileOf, writtenFile } from '../../domain/evidence/evidence-files.ts';
import type { StoredCheckpoint } from '../shared/log/log-reading.ts';
import { fieldsOf, isOfKnownShape } from '../shared/repositories/stored-item.ts';
import type { SignerPorts } from './ports.ts';
import type { Prepared } from './prepared.ts';
import type { Work } from './work.ts';

/**
 * Puts a stored checkpoint into the bucket, as the file that the verifier takes. It is the one that was stored first:
 * a signature that came too late is nowhere. Nothing of a document goes in, not even an identifier: what is locked
 * cannot be erased (I4).
 * @throws BucketUnavailable where the bucket did not take it; the next run does it again
 */
export const lockAway = (
  { bucket }: SignerPorts,
  { size, checkpoint }: Pick<StoredCheckpoint, 'size' | 'checkpoint'>,
): Promise<void> => bucket.keep(checkpointObject(size), writtenFile(checkpointFileOf(checkpoint)));

/**
 * Locks a checkpoint away that waits for it: the signer that stored it may have ended before it got so far, and of
 * several signers at once each may have stored one. What it covers is in the log.
 * @throws BucketUnavailable
 */
export const lockWaiting = async (
  ports: SignerPorts,
  work: Work,
  { size }: Extract<Work['of'], { kind: 'checkpoint' }>,
): Promise<Prepared> => {
  const item = await ports.store.get('evidence', logKeys.checkpoint(ports.geography, size), 'strong');
  if (item === undefined) return { work, state: 'set-aside', reason: 'there is no such checkpoint' };
  if (!isOfKnownShape(item) || item.size !== size || typeof item.checkpoint !== 'string')
    return { work, state: 'set-aside', reason: 'the checkpoint has an unknown shape' };
  await lockAway(ports, fieldsOf<StoredCheckpoint>(item));
  return { work, state: 'logged', leaf: size - 1 };
};

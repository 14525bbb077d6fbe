import { notSignedYet, unknownSize } from '../../contract/api/evidence-problems.ts';
import {
  type EvidenceFile,
  type Inclusion,
  type LogEvidence,
  writtenFile,
} from '../../domain/evidence/evidence-files.ts';
import type { Hash } from '../../domain/evidence/merkle-tree.ts';
import {
  consistencyFrom,
  consistencyNeeds,
  inclusionFrom,
  inclusionNeeds,
} from '../../domain/evidence/stored-tree.ts';
import type { TextReply } from '../shared/http/reply.ts';
import { readNewestCheckpoint, readTreeEntries, type StoredCheckpoint } from '../shared/log/log-reading.ts';
import type { EvidencePorts } from './ports.ts';

/** The newest checkpoint. @throws ProblemError not-signed-yet where there is none */
export const demandCheckpoint = async (ports: EvidencePorts, asked: string): Promise<StoredCheckpoint> => {
  const newest = await readNewestCheckpoint(ports);
  if (newest === undefined) throw notSignedYet(asked);
  return newest;
};

/** Where a leaf stands below a checkpoint that covers it, and its path to the root. */
export const inclusionOf = async (ports: EvidencePorts, index: number, size: number): Promise<Inclusion> => {
  const read = await readTreeEntries(ports, inclusionNeeds(index, size));
  return { index, size, path: inclusionFrom(index, size, read) };
};

/**
 * The path that shows one size of the log to be the beginning of another.
 * @throws ProblemError unknown-size where it cannot be, or where the newest checkpoint does not cover the second
 */
export const consistencyOf = async (
  ports: EvidencePorts,
  { first, second, newest }: { readonly first: number; readonly second: number; readonly newest: number },
): Promise<readonly Hash[]> => {
  if (second > newest) throw unknownSize(second, newest);
  if (first > second) throw unknownSize(first, newest);
  const read = await readTreeEntries(ports, consistencyNeeds(first, second));
  return consistencyFrom(first, second, read);
};

/** What every file says of the log: the checkpoint, and that the log only grew, where it was asked since when. */
export const logEvidence = async (
  ports: EvidencePorts,
  { checkpoint, size }: StoredCheckpoint,
  since: number | undefined,
): Promise<LogEvidence> => {
  if (since === undefined) return { checkpoint };
  const path = await consistencyOf(ports, { first: since, second: size, newest: size });
  return { checkpoint, consistency: { from: since, path } };
};

/** A file as it is handed out: its very bytes are what is verified. */
export const fileReply = (file: EvidenceFile): TextReply => ({
  status: 200,
  text: writtenFile(file),
  headers: { 'content-type': 'application/json' },
});

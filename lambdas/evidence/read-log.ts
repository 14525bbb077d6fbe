import type { ConsistencyReply } from '../../contract/api/replies.ts';
import { checkpointFileOf } from '../../domain/evidence/evidence-files.ts';
import type { PublicKeySet } from '../../domain/evidence/signing-key.ts';
import { ok, type Reply, type TextReply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readSigningKeys } from '../shared/log/log-reading.ts';
import { consistencyOf, demandCheckpoint, fileReply, logEvidence } from './log-proofs.ts';
import type { EvidencePorts } from './ports.ts';

/**
 * The file of the newest signed checkpoint: roots and times, nothing of a customer.
 * @throws ProblemError not-signed-yet, unknown-size
 */
export const readCheckpoint = async (
  { query: { since } }: Request<'GET /v1/log/checkpoint'>,
  ports: EvidencePorts,
): Promise<TextReply> => {
  const newest = await demandCheckpoint(ports, 'the checkpoint');
  const { checkpoint, ...growth } = await logEvidence(ports, newest, since);
  return fileReply({ ...checkpointFileOf(checkpoint), ...growth });
};

/**
 * Shows that the log only grew from one size to another, as far as checkpoints were signed.
 * @throws ProblemError unknown-size, not-signed-yet
 */
export const readConsistency = async (
  { query: { first, second } }: Request<'GET /v1/log/consistency'>,
  ports: EvidencePorts,
): Promise<Reply<ConsistencyReply>> => {
  const { size: newest } = await demandCheckpoint(ports, `${first} to ${second}`);
  return ok({ first, second, path: await consistencyOf(ports, { first, second, newest }) });
};

/** The public keys of the cell, the oldest first, each with since when: what an older one signed stays valid. Public. */
export const readKeys = async (
  _: Request<'GET /.well-known/jwks.json'>,
  ports: EvidencePorts,
): Promise<Reply<PublicKeySet>> => {
  const keys = await readSigningKeys(ports);
  return ok({ keys: keys.map(({ jwk, since }) => ({ ...jwk, since })) });
};

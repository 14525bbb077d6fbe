import { logKeys } from '../../contract/tables/log.ts';
import { checkpointOf, checkpointSigningInput, signedCheckpoint } from '../../domain/evidence/checkpoint.ts';
import {
  type Frontier,
  frontierNeeds,
  frontierOf,
  rootOfFrontier,
} from '../../domain/evidence/stored-tree.ts';
import { isoOf } from '../../domain/time.ts';
import {
  readNewestCheckpoint,
  readTreeEntries,
  type StoredCheckpoint,
  type StoredKey,
} from '../shared/log/log-reading.ts';
import { persist } from '../shared/persist.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { toBeLocked } from '../shared/repositories/signing-work.ts';
import { storedItem } from '../shared/repositories/stored-item.ts';
import { isNew, type Key, StoreUnavailable } from '../shared/store/store.ts';
import { lockAway } from './lock-away.ts';
import type { SignerPorts } from './ports.ts';

/** The log is not the continuation of what was signed before: nothing is signed over it. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';
}

/** Whether a checkpoint was signed, or one covered the log already; a signed one waits under a key to be locked away. */
export type CheckpointOutcome =
  | { readonly state: 'signed'; readonly checkpoint: StoredCheckpoint; readonly waiting: Key }
  | { readonly state: 'signed-by-another' | 'nothing-new' };

/**
 * Signs the state of the log, where no checkpoint covers it yet: one signature for all leaves. Of two signers the
 * first that stores its checkpoint wins, and the other's signature is nowhere.
 * @throws LogDamaged where the log does not begin with what the last checkpoint signed
 * @throws BucketUnavailable where the last checkpoint could not be locked away
 */
export const signState = async (ports: SignerPorts, frontier: Frontier): Promise<CheckpointOutcome> => {
  const last = await readNewestCheckpoint(ports);
  if (frontier.size <= (last?.size ?? 0)) return { state: 'nothing-new' };
  if (last !== undefined) {
    await demandContinuation(ports, last);
    // A run may have ended between table and bucket: no checkpoint comes before the one below it is locked away.
    await lockAway(ports, last);
  }
  const { kid } = await knownKey(ports);
  const at = ports.clock.now();
  const root = rootOfFrontier(frontier);
  const input = checkpointSigningInput(checkpointOf(ports.geography, frontier.size, root, isoOf(at)), kid);
  const checkpoint = signedCheckpoint(input, await ports.signingKey.sign(input));
  return store(ports, { size: frontier.size, root, at: isoOf(at), kid, checkpoint }, at);
};

/** What was signed still has the root that was signed. Else somebody wrote over the log, and a person has to look. */
const demandContinuation = async (ports: SignerPorts, { size, root }: StoredCheckpoint): Promise<void> => {
  const read = await readTreeEntries(ports, frontierNeeds(size));
  if (rootOfFrontier(frontierOf(size, read)) !== root)
    throw new LogDamaged(`the first ${size} leaves of the log have another root than was signed`);
};

/** The key that signs; everybody can read it before anything that it signed is there. */
const knownKey = async (ports: SignerPorts) => {
  const jwk = await ports.signingKey.publicKey();
  const key = logKeys.signingKey(ports.geography, jwk.kid);
  if ((await ports.store.get('evidence', key, 'strong')) !== undefined) return jwk;
  const stored: StoredKey = { jwk, since: isoOf(ports.clock.now()) };
  const outcome = await persist(ports, () =>
    ports.store.write({ kind: 'put', table: 'evidence', item: storedItem(key, stored), condition: isNew }),
  );
  if (outcome.ok || outcome.refusal === 'condition-failed') return jwk;
  throw new StoreUnavailable('the public key could not be stored');
};

const store = async (
  ports: SignerPorts,
  signed: StoredCheckpoint,
  at: number,
): Promise<CheckpointOutcome> => {
  const { size, root, checkpoint } = signed;
  const waiting = toBeLocked(ports.geography, signed.at, size);
  const outcome = await persist(ports, () =>
    ports.store.transact([
      {
        kind: 'put',
        table: 'evidence',
        item: storedItem(logKeys.checkpoint(ports.geography, size), signed),
        condition: isNew,
      },
      waiting,
      outboxAction(ports, { type: 'CheckpointSigned', detail: { size, root, checkpoint } }, at),
    ]),
  );
  const { pk, sk } = waiting.item;
  if (outcome.ok) return { state: 'signed', checkpoint: signed, waiting: { pk, sk } };
  if (outcome.refusal === 'condition-failed') return { state: 'signed-by-another' };
  throw new StoreUnavailable('the checkpoint could not be stored');
};

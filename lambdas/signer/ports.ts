import type { OtherCopy } from '../../domain/evidence/certificate.ts';
import type { Duration, Instant } from '../../domain/time.ts';
import type { CellPorts } from '../shared/ports.ts';
import type { SigningKey } from '../shared/signing-key.ts';
import type { Work } from './work.ts';

/** Where checkpoints lie that nobody takes back before their term is over. */
export type EvidenceBucket = {
  /**
   * Puts a text under a name that nothing has yet. What is there stays as it is, so that it can be done again.
   * @throws BucketUnavailable
   */
  readonly keep: (name: string, text: string) => Promise<void>;
};

/** The bucket did not take something; nothing is lost, and the work stays. */
export class BucketUnavailable extends Error {
  override readonly name = 'BucketUnavailable';
}

/** What a run has to tell whoever watches: seconds and counts. What is 0 is not told. */
export type SigningMeasures = {
  readonly oldestUnsigned: number;
  readonly setAside: number;
  readonly openIncidents: number;
};

export type SignerPorts = CellPorts & {
  /** The newest signing key of the cell. */
  readonly signingKey: SigningKey;
  readonly bucket: EvidenceBucket;
  /** Stores from which what was deleted at an instant can still be restored. */
  readonly otherCopies: (deletedAt: Instant) => readonly OtherCopy[];
  /** How long the name of who acted lives after what was done ceased to hold: records say it. */
  readonly nameLife: Duration;
  /** What remains of this run. A signer that runs out of time signs what it has, and the next one goes on. */
  readonly timeLeft: () => Duration;
  readonly measure: (measures: SigningMeasures) => void;
  /** Tells of work that was set aside, and of what kind it is: no identifier, which may be a user's. */
  readonly report: (kind: Work['of']['kind'] | 'found' | 'unknown', reason: string) => void;
};

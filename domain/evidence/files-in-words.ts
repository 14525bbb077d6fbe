import {
  certificateInWords,
  continuedInWords,
  heldAgainstInWords,
  type InWords,
  inWords,
  notProvenOfLog,
  type Verified,
} from './in-words.ts';
import type { VerifiedCertificates } from './verify-certificates.ts';
import type { VerifiedCheckpointFile } from './verify-checkpoint-file.ts';

/** All that a command line can verify; a page shows a file at a time, and leaves out what this adds. */
export type VerifiedFiles = Verified | VerifiedCertificates | VerifiedCheckpointFile;

/** What verified files show, in plain words. */
export const filesInWords = (verified: VerifiedFiles): InWords => {
  switch (verified.kind) {
    case 'certificates':
      return certificatesInWords(verified);
    case 'checkpoint':
      return checkpointInWords(verified);
    default:
      return inWords(verified);
  }
};

/** Each certificate by itself, and what they show together. What is said of all of them is said once. */
const certificatesInWords = ({ certificates }: VerifiedCertificates): InWords => {
  const each = certificates.map(certificateInWords);
  const all = (part: 'notProven' | 'currency') => [...new Set(each.flatMap((words) => words[part]))];
  return {
    headline: `${certificates.length} certificates: verified, each by itself and held against the others.`,
    proven: [
      ...each.flatMap(({ headline, proven }) => [headline, ...proven]),
      'No two of them are of one purge but as revisions, and each revision takes the place of the one before it that is given.',
    ],
    notProven: [
      'That there are no further certificates of these purges than those given.',
      ...all('notProven'),
    ],
    currency: all('currency'),
  };
};

const checkpointInWords = (verified: VerifiedCheckpointFile): InWords => {
  const { cell, size, root, at, kid } = verified.checkpoint;
  return {
    headline: `Checkpoint of the log of cell ${cell}, ${size} leaves: verified.`,
    proven: [
      `Key ${kid} signed that the log has ${size} leaves and the root ${root}, at ${at}.`,
      ...continuedInWords(verified),
    ],
    notProven: ['What stands in the log: a checkpoint holds hashes alone.', ...notProvenOfLog(verified)],
    currency: [
      heldAgainstInWords(verified),
      `Keep this file. A later one that is asked for with ?since=${size} shows whether the log only grew from it.`,
    ],
  };
};

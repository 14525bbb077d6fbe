import { otherLog } from './one-log.ts';
import { type Refusal, refused } from './refusal.ts';
import type { VerifiedCheckpoint } from './verify-checkpoint.ts';
import type { Trust } from './verify-in-log.ts';
import { type VerifiedLedger, verifyLedgerFile } from './verify-ledger.ts';

/**
 * Verifies a ledger that comes in one file or in several, in their order (BY-10): each by itself, and that each page
 * begins right behind the one before it, by number and by hash. Of a page only counts, hashes and signatures are
 * kept, so that no more than one file is in memory.
 */
export const verifyLedgerFiles = (files: Iterable<Uint8Array>, trust: Trust): VerifiedLedger | Refusal => {
  const seen: VerifiedCheckpoint[] = [];
  let whole: VerifiedLedger | undefined;
  for (const bytes of files) {
    const page = verifyLedgerFile(bytes, trust);
    if (!page.verified) return withWhatStands(page);
    const wrong = otherLog(page.checkpoint, seen) ?? (whole && wrongJoint(whole, page));
    if (wrong !== undefined) return wrong;
    seen.push(page.checkpoint);
    whole = whole === undefined ? page : joined(whole, page);
  }
  return whole ?? refused('wrong-kind', 'There is no ledger without a file.');
};

/**
 * A member may send whatever has the form of a signature, and the cell looks at no more than that. Whoever holds the
 * keys is told that the vendor's ledger is not what is wrong.
 */
const withWhatStands = ({ reason, sentence }: Refusal): Refusal =>
  reason === 'signature-not-of-instruction' || reason === 'unknown-customer-key'
    ? refused(reason, `${sentence} All else in its file was verified: the ledger itself stands there.`)
    : refused(reason, sentence);

/** What keeps a page from being the one that comes behind those before it. */
const wrongJoint = (before: VerifiedLedger, page: VerifiedLedger): Refusal | undefined => {
  if (page.subject !== before.subject) return refused('broken-ledger', 'The pages are of two ledgers.');
  const expected = before.last + 1;
  if (page.first !== expected) {
    return refused(
      'broken-ledger',
      `A page begins with entry ${page.first} where ${expected} is expected: a page is missing, is there twice, or stands in another place.`,
    );
  }
  if (page.previous !== before.head) {
    return refused(
      'broken-ledger',
      `Entry ${expected} does not continue the last entry of the page before it.`,
    );
  }
  const nonces = new Set(before.signatures.verified.map(({ kid, nonce }) => `${kid} ${nonce}`));
  return page.signatures.verified.some(({ kid, nonce }) => nonces.has(`${kid} ${nonce}`))
    ? refused('signature-not-of-instruction', 'The customer signed choices of two pages with one nonce.')
    : undefined;
};

/** Where a ledger ends, and what the log holds of it, its last page says. */
const joined = (before: VerifiedLedger, page: VerifiedLedger): VerifiedLedger => ({
  ...page,
  files: before.files + 1,
  first: before.first,
  previous: before.previous,
  named: before.named + page.named,
  signatures: {
    carried: before.signatures.carried + page.signatures.carried,
    verified: [...before.signatures.verified, ...page.signatures.verified],
  },
});

import type { PurgeCertificate } from '../../../domain/evidence/certificate.ts';
import type { Put } from '../store/store.ts';
import { toBeLogged } from './signing-work.ts';

/** What stands behind a certificate in the work list of the log where a revision is to say that it is complete. */
export const completionWork = 'completion';

/**
 * Lists a certificate that names other copies for the time when the last of them is gone; nothing where none is. The
 * signer looks no further than now, so that nobody meets the work before.
 */
export const toBeCompleted = ({ id, status, completeBy }: PurgeCertificate): readonly Put[] =>
  status === 'complete' ? [] : [toBeLogged(id, completeBy, completionWork)];

import { logKeys } from '../../contract/tables/log.ts';
import { completed, type PurgeCertificate } from '../../domain/evidence/certificate.ts';
import type { CertificateId } from '../../domain/identifiers.ts';
import { lotName } from '../../domain/retention/lot.ts';
import { isoOf } from '../../domain/time.ts';
import { documentIn } from '../shared/log/logged-document.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import type { SignerPorts } from './ports.ts';
import { type Prepared, written } from './prepared.ts';
import type { Work } from './work.ts';

/** The newest revision of a certificate that the log took in, signed for or not. */
export const newestRevision = async ({ store }: SignerPorts, certificate: CertificateId) => {
  const list = { table: 'evidence', pk: certificate, prefix: logKeys.revisionPrefix } as const;
  const page = { order: 'descending', limit: 1 } as const;
  return (await readPage(store, list, page, documentIn<PurgeCertificate>)).elements[0];
};

/**
 * The revision that says that the last other copy of a purge is gone, once its time has passed (BY-2). The one before
 * stays in the log, superseded openly. Where a correction came in between, what that one says counts: it may name
 * another time, for which it left work of its own.
 */
export const prepareCompletion = async (
  ports: SignerPorts,
  work: Work,
  { certificate: id }: Extract<Work['of'], { kind: 'completion' }>,
): Promise<Prepared> => {
  const newest = await newestRevision(ports, id);
  if (newest === undefined) return { work, state: 'set-aside', reason: 'there is no such certificate' };
  const { document, leaf } = newest;
  const now = ports.clock.now();
  if (document.status === 'complete' || document.completeBy > isoOf(now))
    return { work, state: 'logged', leaf };
  const anew = completed(document);
  const { epoch } = anew.scope;
  const detail = { certificate: id, revision: anew.revision, epoch, lot: lotName(anew.scope) };
  const told = outboxAction(ports, { type: 'CertificateIssued', detail }, now);
  return { work, state: 'new', document: written(logKeys.revision(id, anew.revision), anew, [told]) };
};

import type { AdmissionReply } from '../../contract/api/replies.ts';
import { type AdmissionOutcome, committedOpenly } from '../../domain/consent/ledger.ts';
import type { SubjectId, UserId } from '../../domain/identifiers.ts';
import { commitAdmission } from '../../lambdas/organizations/commit-admission.ts';
import type { TestCell, TestReply } from './cell.ts';
import { preview } from './settings.ts';
import { freshKey, operator, owner } from './story.ts';

type Headers = Readonly<Record<string, string>>;
const ownKey = (): Headers => ({ 'idempotency-key': freshKey() });

/** An owner asks for the preview that an organization of another home has to be admitted to. */
export const askFor = (
  cell: TestCell,
  subject: SubjectId,
  { by = owner, to = preview as { program: string; setting: string }, headers = ownKey() } = {},
): Promise<TestReply<AdmissionReply>> =>
  cell.call(by, 'POST /v1/admissions', { body: { subject, ...to }, headers });

/** An operator decides about it. */
export const decide = (
  cell: TestCell,
  subject: string,
  outcome: AdmissionOutcome,
  { by = operator, reason = 'There is room.', headers = ownKey() } = {},
): Promise<TestReply<AdmissionReply>> =>
  cell.call(by, 'POST /v1/admissions/{subject}/{program}/{setting}/decision', {
    path: { subject, ...preview },
    body: { outcome, reason },
    headers,
  });

/** What somebody sees of admissions: of a subject, or of everybody in a state. */
export const admissionsSeenBy = async (
  cell: TestCell,
  by: typeof owner,
  query: Readonly<Record<string, string>>,
) =>
  (
    await cell.call<{ readonly admissions: readonly AdmissionReply[]; readonly next?: string }>(
      by,
      'GET /v1/admissions',
      { query },
    )
  ).body;

/** A user asks for a preview of users, of which the catalog has none yet: past the API, as the function would. */
export const askAsUser = ({ ports }: Pick<TestCell, 'ports'>, user: UserId) =>
  commitAdmission(ports, {
    subject: user,
    event: { type: 'admission-asked', ...preview, by: user },
    actor: () => committedOpenly({ kind: 'service', tokenSubject: 'somebody' }, 'a'.repeat(64)),
    key: { subject: user, digest: 'of-a-user', bodyHash: 'of-a-body' },
    status: 201,
  });

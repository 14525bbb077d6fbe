import type { TransferEntry, TransferReport } from '../../domain/decisions/transfer.ts';
import { geographyOf, identifier, type MovementId, type SubjectId } from '../../domain/identifiers.ts';
import { type Instant, isoOf, seconds } from '../../domain/time.ts';
import type { TransferDeclarations } from '../../domain/transfers/terms.ts';
import { enterActions, readTransfer, reportActions } from '../../lambdas/shared/repositories/transfers.ts';
import type { TestCell } from './cell.ts';
import { expectStatus, owner } from './story.ts';

const term = { validFrom: '2026-01-01', validUntil: '2027-01-01' } as const;

/** A vendor with companies in Europe and the United States, clauses between them, and adequacy for the way to Britain. */
export const aDeclaration = {
  vendor: { name: 'Example Assistants GmbH', contact: 'privacy@example.com' },
  entities: {
    eu: { name: 'Example Assistants GmbH', country: 'DE' },
    uk: { name: 'Example Assistants Ltd', country: 'GB' },
    us: { name: 'Example Assistants, Inc.', country: 'US' },
  },
  instruments: [
    {
      id: 'eu-us',
      from: 'eu',
      to: 'us',
      kind: 'standard-contractual-clauses',
      module: 'processor-to-processor',
      ...term,
    },
    { id: 'eu-uk', from: 'eu', to: 'uk', kind: 'adequacy', ...term },
  ],
  securityMeasures: ['Access of employees is reviewed every three months.'],
} as const satisfies Partial<TransferDeclarations>;

/** An entry as a decision leaves it: prompts of Europe that may be evaluated in the United States for a minute. */
export const anEntry = (
  subject: SubjectId,
  at: Instant,
  id: string,
  changes: Partial<Omit<TransferEntry, 'kind' | 'id'>> = {},
): TransferEntry => ({
  kind: 'decision',
  id: identifier(geographyOf(subject), 'tr', id),
  subject,
  program: 'customer-service-copilot',
  use: 'answers-from-united-states',
  categories: ['prompt', 'customer-name'],
  dataClasses: ['customer-data'],
  purpose: 'agreed-services',
  recipient: 'vendor',
  from: 'eu',
  places: [{ to: 'us', instrument: 'eu-us' }],
  rule: 'customer-service-copilot/answers-from-united-states',
  at: isoOf(at),
  usableUntil: isoOf(at + seconds(60)),
  askedFor: 'a-user',
  ...changes,
});

/** Leaves an entry in the register of a cell, as of now. */
export const enter = async (
  { store, ports }: TestCell,
  subject: SubjectId,
  changes: Partial<Omit<TransferEntry, 'kind' | 'id'>> = {},
): Promise<TransferEntry> => {
  const at = ports.clock.now();
  const entry = anEntry(subject, at, ports.randomness.ulid(at), changes);
  const outcome = await store.transact(enterActions(entry));
  if (!outcome.ok) throw new Error(`not entered: ${outcome.refusal}`);
  return entry;
};

/** Leaves a report of an entry, as of now. */
export const report = async (
  { store, ports }: TestCell,
  subject: SubjectId,
  id: MovementId,
  told: TransferReport,
): Promise<void> => {
  const entry = await readTransfer(store, subject, id);
  if (entry === undefined) throw new Error(`${id} was never entered`);
  const stored = { ...told, id, reportedAt: isoOf(ports.clock.now()) };
  const outcome = await store.transact(reportActions(entry, stored));
  if (!outcome.ok) throw new Error(`not reported: ${outcome.refusal}`);
};

/** Reads all that is told of movements, and leaves one of which nobody reports: the schedule marks it a day later. */
export const leaveUnreported = async (cell: TestCell, subject: SubjectId): Promise<void> => {
  await enter(cell, subject, { from: 'us', places: [{ to: 'eu' }] });
  const query = { subject };
  for (const route of ['GET /v1/transfers', 'GET /v1/processing-record', 'GET /v1/connections'] as const)
    expectStatus(await cell.call(owner, route, { query }), 200);
  expectStatus(await cell.call(owner, 'GET /v1/processors'), 200);
};

import type { CertificateReply, IncidentReply, ListedIncidentReply } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { CertificateFile } from '../../domain/evidence/evidence-files.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { minutes } from '../../domain/time.ts';
import type { Claims } from './callers.ts';
import { aPerson } from './callers.ts';
import type { TestCell, TestReply } from './cell.ts';
import type { CustomerWithALot } from './sharing-customer.ts';
import type { TestSigner } from './signing.ts';
import { expectStatus, operator, owner } from './story.ts';

/** Of the vendor, and neither a customer nor an operator. */
export const auditor = aPerson('auditor-1', { 'cognito:groups': '[auditor]' });

/** Takes a record's count away from a lot, as somebody could who writes beside the cell's functions. */
export const miscount = async (
  cell: TestCell,
  { epoch, lot }: Pick<CustomerWithALot, 'epoch' | 'lot'>,
  captured: number,
): Promise<void> => {
  const key = registryKeys.lot(epoch, lot);
  await cell.store.write({ kind: 'update', table: 'registry', key, update: { set: { captured } } });
};

export const incidentsSeenBy = async (
  cell: TestCell,
  caller: Claims,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly ListedIncidentReply[]> =>
  expectStatus(
    await cell.call<{ incidents: readonly ListedIncidentReply[] }>(caller, 'GET /v1/incidents', { query }),
    200,
  ).incidents;

/** The record of an incident, as an operator sees it. */
export const recordOf = (
  cell: TestCell,
  incident: string,
  caller: Claims = operator,
): Promise<TestReply<IncidentReply>> =>
  cell.call<IncidentReply>(caller, 'GET /v1/incidents/{incident}', { path: { incident } });

/** Closes an incident as an operator who has just read it. */
export const close = async (
  cell: TestCell,
  incident: string,
  body: Readonly<Record<string, unknown>> = { reason: 'The customer was told.' },
  etag?: string,
): Promise<TestReply> =>
  cell.call(operator, 'POST /v1/incidents/{incident}/close', {
    path: { incident },
    body,
    headers: { 'if-match': etag ?? (await recordOf(cell, incident)).headers.etag ?? '' },
  });

export const correct = (
  cell: TestCell,
  certificate: string,
  facts: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<TestReply<{ incident: string }>> =>
  cell.call(operator, 'POST /v1/certificates/{certificate}/correction', {
    path: { certificate },
    body: { revision: 1, wrong: 'A copy was overlooked.', facts, ...more },
  });

/** The only certificate of a customer's epoch. */
export const certificateOfEpoch = async (cell: TestCell, epoch: EpochId): Promise<string> => {
  const { certificates } = expectStatus(
    await cell.call<{ certificates: readonly CertificateReply[] }>(owner, 'GET /v1/certificates', {
      query: { epoch },
    }),
    200,
  );
  const [only] = certificates;
  if (only === undefined) throw new Error('the epoch has no certificate');
  return only.certificate;
};

export const certificateFile = async (cell: TestCell, certificate: string): Promise<CertificateFile> =>
  expectStatus(
    await cell.call<CertificateFile>(owner, 'GET /v1/certificates/{certificate}', { path: { certificate } }),
    200,
  );

/** Two runs of the signer: what the first opens or issues can lead to something that the second takes up. */
export const twoRuns = async (cell: TestCell, signer: TestSigner): Promise<void> => {
  await signer.run();
  cell.clock.now += minutes(5);
  await signer.run();
};

import type { CertificateReply, IncidentReply, ListedIncidentReply } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { CertificateFile } from '../../domain/evidence/evidence-files.ts';
import type { EpochId, OrganizationId } from '../../domain/identifiers.ts';
import { isoOf } from '../../domain/time.ts';
import { throwSwitchActions } from '../../lambdas/shared/repositories/switches.ts';
import type { Claims } from './callers.ts';
import { aPerson } from './callers.ts';
import type { TestCell, TestReply } from './cell.ts';
import { sharing, sharingUse } from './settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  operator,
  optIn,
  owner,
} from './story.ts';

/** Of the vendor, and neither a customer nor an operator. */
export const auditor = aPerson('auditor-1', { 'cognito:groups': '[auditor]' });

/** A customer with one captured record. */
export type Customer = {
  readonly organization: OrganizationId;
  readonly epoch: EpochId;
  readonly lot: string;
};

export const aCustomerWithALot = async (cell: TestCell): Promise<Customer> => {
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  const epoch = await optIn(cell, organization, sharing);
  const { lot } = expectStatus(await capture(cell, workspace, sharingUse), 201);
  return { organization, epoch, lot };
};

/** A customer of whom everything was purged after an opt-out. */
export const aPurgedCustomer = async (cell: TestCell): Promise<Customer> => {
  const customer = await aCustomerWithALot(cell);
  expectStatus(await choose(cell, customer.organization, sharing, 'off'), 200);
  await cell.tick();
  return customer;
};

/** Throws the switch as an operator does. @param n counts the decisions from 1 on */
export const purging = async (cell: TestCell, state: 'running' | 'stopped', n: number): Promise<void> => {
  const decision = { state, n, since: isoOf(cell.clock.now), by: 'us_user_1', reason: 'a drill' };
  const actions = throwSwitchActions(cell.ports, decision as never, cell.clock.now);
  const outcome = await cell.store.transact(actions);
  if (!outcome.ok) throw new Error('the switch was not thrown');
};

/** Takes a record's count away from a lot, as somebody could who writes beside the cell's functions. */
export const miscount = async (cell: TestCell, { epoch, lot }: Customer, captured: number): Promise<void> => {
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

/** Events of these types that wait in the outbox. */
export const eventsTold = async (cell: TestCell, ...types: readonly string[]) => {
  const events: { readonly type: string; readonly detail: Readonly<Record<string, unknown>> }[] = [];
  for (const pk of registryKeys.outboxBuckets(cell.geography)) {
    const { items } = await cell.store.query({ table: 'registry', pk, consistency: 'strong' });
    events.push(...items.map(({ event }) => event as never));
  }
  return events.filter(({ type }) => types.includes(type));
};

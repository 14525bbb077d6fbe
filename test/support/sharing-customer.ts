import type { EpochId, OrganizationId, WorkspaceId } from '../../domain/identifiers.ts';
import type { TestCell } from './cell.ts';
import { sharing, sharingUse } from './settings.ts';
import { anOrganization, aWorkspace, capture, choose, expectStatus, optIn, records } from './story.ts';

/** A customer with one workspace, and the epoch that its opt-in to `sharing` opened. */
export type SharingCustomer = {
  readonly organization: OrganizationId;
  readonly workspace: WorkspaceId;
  readonly epoch: EpochId;
};

/** A customer of whom records were captured, all in one lot. */
export type CustomerWithALot = SharingCustomer & { readonly lot: string };

/** An organization with one workspace that has just opted in to `sharing`. */
export const aSharingCustomer = async (cell: TestCell): Promise<SharingCustomer> => {
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  const epoch = await optIn(cell, organization, sharing);
  return { organization, workspace, epoch };
};

/** A customer who shares, after one call of the assistant with so many records. */
export const aCustomerWithALot = async (cell: TestCell, count = 1): Promise<CustomerWithALot> => {
  const customer = await aSharingCustomer(cell);
  const sent = { records: records(cell, count) };
  const { lot } = expectStatus(await capture(cell, customer.workspace, sharingUse, sent), 201);
  return { ...customer, lot };
};

/** A customer of whom everything was purged after an opt-out. */
export const aPurgedCustomer = async (cell: TestCell): Promise<CustomerWithALot> => {
  const customer = await aCustomerWithALot(cell);
  expectStatus(await choose(cell, customer.organization, sharing, 'off'), 200);
  await cell.tick();
  return customer;
};

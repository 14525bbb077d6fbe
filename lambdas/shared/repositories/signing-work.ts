import { buckets, lockingKeys, registryKeys } from '../../../contract/tables/registry.ts';
import type { Geography } from '../../../domain/geographies.ts';
import type { CertificateId, EpochId, IncidentId, SubjectId } from '../../../domain/identifiers.ts';
import { spreadOver } from '../../../domain/retention/lot.ts';
import type { Put } from '../store/store.ts';
import { storedItem } from './stored-item.ts';

/** Leaves an item of evidence for the log, in the transaction that writes the item. Its key says which one. */
export const toBeLogged = (
  of: SubjectId | EpochId | IncidentId | CertificateId,
  at: string,
  what: string,
): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(registryKeys.signing(of, at, what, spreadOver(of, buckets.signing)), {}),
});

/** Leaves a signed checkpoint to be locked away, in the transaction that stores it. */
export const toBeLocked = (geography: Geography, at: string, size: number): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(lockingKeys.signingCheckpoint(geography, at, size), {}),
});

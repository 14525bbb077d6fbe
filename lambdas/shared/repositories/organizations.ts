import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import type { Geography } from '../../../domain/geographies.ts';
import type { OrganizationId } from '../../../domain/identifiers.ts';
import { spreadOver } from '../../../domain/retention/lot.ts';
import type { Cursor, Item, Store } from '../store/store.ts';
import { readPage } from './item-page.ts';
import { fieldsOf } from './stored-item.ts';

/** All buckets as one list, for a cursor: where it goes on says in which of them. */
export const organizationList = (geography: Geography) =>
  ({ pk: 'organizations', prefix: `${geography}_org_` }) as const;

/**
 * A page of all organizations of a cell, bucket by bucket. Where it goes on is the last organization of the page: its
 * bucket follows from it.
 */
export const readListedOrganizations = async (
  store: Store,
  geography: Geography,
  { limit, after }: { readonly limit: number; readonly after?: Cursor },
): Promise<{ readonly ids: readonly OrganizationId[]; readonly next?: Cursor }> => {
  const { pk, prefix } = organizationList(geography);
  const last = after?.sk;
  const from = last === undefined ? 0 : spreadOver(last, buckets.organizations);
  const ids: OrganizationId[] = [];
  for (const [index, bucket] of registryKeys.organizationBuckets(geography).entries()) {
    if (index < from) continue;
    if (ids.length === limit) break;
    const behind = last !== undefined && index === from ? { after: { pk: bucket, sk: last } } : {};
    const list = { table: 'registry', pk: bucket, prefix } as const;
    const read = await readPage(store, list, { limit: limit - ids.length, ...behind }, organizationIn);
    ids.push(...read.elements);
    if (read.next !== undefined) break;
  }
  const end = ids.at(-1);
  return ids.length === limit && end !== undefined ? { ids, next: { pk, sk: end } } : { ids };
};

const organizationIn = (item: Item): OrganizationId => fieldsOf<{ id: OrganizationId }>(item).id;

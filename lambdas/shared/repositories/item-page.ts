import type { Cursor, Item, Query, Store, TableName } from '../store/store.ts';

/** How much of a list is wanted, and from where. */
export type PageWanted = {
  readonly limit?: number;
  readonly after?: Cursor;
  readonly order?: 'ascending' | 'descending';
};

export type PageRead<Element> = { readonly elements: readonly Element[]; readonly next?: Cursor };

/** A page of what lies under a prefix in one partition, read consistently and each item read as what it is. */
export const readPage = async <Element>(
  store: Store,
  list: { readonly table: TableName; readonly pk: string; readonly prefix: string },
  page: PageWanted,
  read: (item: Item) => Element,
): Promise<PageRead<Element>> => {
  const query: Query = {
    table: list.table,
    pk: list.pk,
    sk: { kind: 'beginsWith', prefix: list.prefix },
    consistency: 'strong',
    ...page,
  };
  const { items, next } = await store.query(query);
  return { elements: items.map(read), ...(next && { next }) };
};

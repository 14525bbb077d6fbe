import type { Geography } from '../../../domain/geographies.ts';
import { fieldsOf } from '../repositories/stored-item.ts';
import type { Item } from '../store/store.ts';

/**
 * A document of the log as stored: the very text that is its leaf, and where that leaf is. The text is kept as it
 * was hashed: no later version of this code has to write it again in the same way.
 */
export type StoredDocument = { readonly leaf: number; readonly document: string };

/** What was read of a document. */
export type LoggedDocument<Document> = { readonly leaf: number; readonly document: Document };

/** The document in an item. @throws UnknownItemShape */
export const documentIn = <Document extends { readonly cell: Geography }>(
  item: Item,
): LoggedDocument<Document> => {
  const { leaf, document } = fieldsOf<StoredDocument>(item);
  return { leaf, document: JSON.parse(document) };
};

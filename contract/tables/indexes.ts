/**
 * The one secondary index of a cell: lots by the time from which they are purged. Sparse, because only a lot that
 * is not purged yet carries its attributes. It projects keys only, so that counting into a lot costs nothing here.
 */
export const dueIndex = {
  name: 'due',
  table: 'registry',
  partitionKey: 'duePk',
  sortKey: 'dueSk',
  projection: 'KEYS_ONLY',
} as const;

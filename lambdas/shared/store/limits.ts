/** What DynamoDB bounds; sizes in bytes, as DynamoDB counts them. */
export const limits = {
  transactionActions: 100,
  transactionBytes: 4 * 1024 * 1024,
  batchKeys: 25,
  itemBytes: 400 * 1024,
  pageBytes: 1024 * 1024,
  partitionKeyBytes: 2048,
  sortKeyBytes: 1024,
  nestingLevels: 32,
} as const;

/** Tells a person what is wrong with how the command was called. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

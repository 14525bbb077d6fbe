/** Something that a person can put right: its message is one clear sentence, shown without a stack trace. */
export class LocalFailure extends Error {
  override readonly name = 'LocalFailure';
}

/** What to show of anything that was thrown: the sentence of a `LocalFailure`, the stack of everything else. */
export const describeFailure = (error: unknown): string => {
  if (error instanceof LocalFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

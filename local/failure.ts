/** Something that a person can put right: its message is one clear sentence, shown without a stack trace. */
export class LocalFailure extends Error {
  override readonly name = 'LocalFailure';
}

/** What the system refuses for reasons that a person can mend. */
const mendable: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: (path) => `The disk is full${path}. Free some space and start again.`,
  EDQUOT: (path) => `Your disk quota is used up${path}. Free some space and start again.`,
  EROFS: (path) => `The file system is read-only${path}. Copy the project to where you may write.`,
  EACCES: (path) =>
    `Permission was denied${path}. Everything is written below the project: give yourself that right.`,
  EEXIST: (path) => `Something else is in the way${path}. Move it and start again.`,
  ENOTDIR: (path) => `Something that is no directory is in the way${path}. Move it and start again.`,
  EADDRINUSE: () => 'A port was taken by another process in this very moment. Start again.',
  EMFILE: () => 'Too many files are open. Raise the limit (ulimit -n 4096) and start again.',
};

/** What to show of anything that was thrown: a sentence where there is one, the stack of everything else. */
export const describeFailure = (error: unknown): string => {
  if (error instanceof LocalFailure) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  const sentence = code === undefined ? undefined : mendable[code];
  return sentence?.(path === undefined ? '' : ` at ${path}`) ?? error.stack ?? error.message;
};

import type { SubjectId } from '../../domain/identifiers.ts';

/** Keys of what a part keeps of instructions to several cells, in the registry beside its subject. */
export const instructionKeys = {
  received: (subject: SubjectId, id: string) => ({ pk: subject, sk: `instruction#${id}` }),
} as const;

import { canonicalize } from '../canonical-form.ts';
import type { PurgeRecord } from './purge-record.ts';

/** What a purge, or a draft of its certificate, says happened: counts and a time (ISO 8601, UTC), nothing else. */
export type PurgeFigures = Required<Pick<PurgeRecord, 'captured' | 'deleted' | 'moved' | 'deletedAt'>>;

/** The figures of a purge. */
export const figuresOf = ({ captured, deleted, moved = 0, deletedAt }: PurgeRecord): PurgeFigures => ({
  captured,
  deleted,
  moved,
  deletedAt,
});

/**
 * The figures of a draft that stands in evidence, whoever wrote it; undefined where it has none that a purge can have.
 * Nothing but numbers and a time comes out of it, so that they can be told to anybody.
 */
export const figuresIn = (draft: Readonly<Record<string, unknown>>): PurgeFigures | undefined => {
  const { captured, deleted, moved = 0, deletedAt } = draft;
  // What was captured is not known of a lot whose counter was broken: such a draft says -1.
  const counted = isCount(captured) || captured === -1;
  return draft.v === 1 && counted && isCount(deleted) && isCount(moved) && isInstant(deletedAt)
    ? { captured: Number(captured), deleted, moved, deletedAt }
    : undefined;
};

/** Whether two drafts say the same, word for word. What has no words that can be compared says something else. */
export const isSameDraft = (one: object, other: object): boolean => {
  try {
    return canonicalize(one) === canonicalize(other);
  } catch {
    return false;
  }
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** A time as purges write it, and no other that happens to mean the same; no year but one of four digits. */
const isInstant = (value: unknown): value is string => {
  const at = typeof value === 'string' && /^\d{4}-/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) && new Date(at).toISOString() === value;
};

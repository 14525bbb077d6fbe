import { type Instant, instantOf } from '../time.ts';

/**
 * One version of a notice, in whatever language: choices are bound to it from a moment on. Apart from words and
 * hashes, because most of what asks for a version needs neither.
 */
export type NoticeVersion = {
  readonly id: string;
  readonly version: number;
  /** Since when it is told that it is coming, ISO 8601 in UTC; absent in a version that was there from the start. */
  readonly announced?: string;
  /** From when on choices are bound to it, ISO 8601 in UTC; absent where that is so from the start. */
  readonly effectiveFrom?: string;
};

const first = (id: string): NoticeVersion => ({ id, version: 1 });

/**
 * Every version that was ever published. A row never changes. A further version says when it was announced, and from
 * when on it is in force: not before the notice period of each program that shows it is over (checkCatalog).
 */
export const everyVersion: readonly NoticeVersion[] = [
  'processing-in-united-states',
  'connected-services',
  'data-sharing',
  'platform-data-sharing',
  'security-performance-validation',
  'security-model-building',
  'security-compliance-access',
  'security-prompt-evaluation',
  'security-feedback',
  'security-compliance-plugins',
  'security-vendor-plugins',
  'security-sensitive-model-building',
].map(first);

const startOf = ({ effectiveFrom }: NoticeVersion): Instant =>
  effectiveFrom === undefined ? Number.NEGATIVE_INFINITY : instantOf(effectiveFrom);

const toldFrom = ({ announced }: NoticeVersion): Instant =>
  announced === undefined ? Number.NEGATIVE_INFINITY : instantOf(announced);

/** The version of a notice that choices are bound to at an instant, or undefined where there is none. */
export const versionInForce = (
  id: string,
  at: Instant,
  versions: readonly NoticeVersion[] = everyVersion,
): NoticeVersion | undefined =>
  versions
    .filter((row) => row.id === id && startOf(row) <= at)
    .reduce<NoticeVersion | undefined>(
      (newest, row) => (newest && newest.version > row.version ? newest : row),
      undefined,
    );

/** The version that comes next: announced at an instant and not yet in force, or undefined where nothing is coming. */
export const versionAnnounced = (
  id: string,
  at: Instant,
  versions: readonly NoticeVersion[] = everyVersion,
): NoticeVersion | undefined =>
  versions
    .filter((row) => row.id === id && toldFrom(row) <= at && at < startOf(row))
    .reduce<NoticeVersion | undefined>(
      (soonest, row) => (soonest && startOf(soonest) <= startOf(row) ? soonest : row),
      undefined,
    );

/** What is told of a version that is coming. */
export type AnnouncedVersion = { readonly version: number; readonly effectiveFrom: string };

/** What is told of the version that comes next, for an answer; nothing where nothing is coming. */
export const announcedOf = (id: string, at: Instant): { readonly announced?: AnnouncedVersion } => {
  const { version, effectiveFrom } = versionAnnounced(id, at) ?? {};
  return version === undefined || effectiveFrom === undefined
    ? {}
    : { announced: { version, effectiveFrom } };
};

import type { UsePolicy } from '../consent/epoch.ts';
import type { Category, ComplianceService, DataClass } from '../programs/data.ts';
import type { Source } from '../programs/sources.ts';
import type { KeepingUse } from '../programs/use.ts';
import type { Instant } from '../time.ts';

/** What every part of a record says of itself, and so does the record. */
export type ToldPart = {
  readonly category: Category;
  readonly source: Source;
  /** When it was said, made or retrieved; ISO 8601, UTC. */
  readonly occurredAt: string;
};

/** What of a record the rules look at: never its body. */
export type ToldRecord = ToldPart & {
  readonly dataClass: DataClass;
  readonly parts?: readonly ToldPart[] | undefined;
  /** The user who uploaded what something in it was retrieved from. */
  readonly uploader?: string | undefined;
};

/** Whether the assistant may read from connected services in the workspace, and since when. */
export type ServiceAccess = { readonly on: true; readonly since: Instant } | { readonly on: false };

/** A call that asks to be captured, with all that decides about it. */
export type CallInQuestion = {
  readonly records: readonly ToldRecord[];
  /** The use as the program declares it now. */
  readonly use: KeepingUse;
  /** What was promised for the use when the epoch opened: a program that takes more later takes nothing more here. */
  readonly promised: Pick<UsePolicy, 'categories' | 'sources'>;
  /** When the last of the settings that the use needs came into force. */
  readonly since: Instant;
  readonly now: Instant;
  /** What each connected service yields; absent where the program connects none. */
  readonly yields?: Readonly<Record<ComplianceService, readonly Category[]>> | undefined;
  /** Absent where nothing of the call comes from a service. */
  readonly access?: ServiceAccess | undefined;
};

/** Why a call is refused, as data: where in it, what was given there, what is allowed. Never content. */
export type CaptureRefusal = {
  readonly problem:
    | 'category-not-allowed'
    | 'source-not-allowed'
    | 'uploader-mismatch'
    | 'origin-outside-epoch'
    | 'retrieval-off';
  /** A JSON pointer into the body of the call. */
  readonly at: string;
  readonly given: string;
  readonly allowed: readonly string[];
};

/** A record or a part of one, with the place at which it stands in the call. */
export type PlacedPart = ToldPart & { readonly at: string };

/** Every record of a call with its parts, at each nesting that a call has. */
export const partsOf = (records: readonly ToldRecord[]): readonly PlacedPart[] =>
  records.flatMap((record, index) => partsOfRecord(record, `/records/${index}`));

/** A record, and then its parts. */
export const partsOfRecord = (record: ToldRecord, at: string): readonly PlacedPart[] => [
  placed(record, at),
  ...(record.parts ?? []).map((part, place) => placed(part, `${at}/parts/${place}`)),
];

const placed = ({ category, source, occurredAt }: ToldPart, at: string): PlacedPart => ({
  category,
  source,
  occurredAt,
  at,
});

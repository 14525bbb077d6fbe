import type { Duration } from '../../domain/time.ts';
import type { CellPorts } from '../../lambdas/shared/ports.ts';
import type { TablesInUse } from '../../lambdas/shared/serving.ts';
import type { Item, Key, TableName } from '../../lambdas/shared/store/store.ts';

/** A page of a whole table, in whichever order it comes. */
export type ScanPage = { readonly items: readonly Item[]; readonly next?: Key };

/** Reads a table page by page, consistently; goes on behind a key. @throws StoreUnavailable, or what cannot be read */
export type Scan = (after?: Key) => Promise<ScanPage>;

/** What a restore reads and writes: the cell's own tables, and the copy, which is never written. */
export type RestorePorts = CellPorts & {
  /** The cell's own tables by name. */
  readonly tables: Required<TablesInUse>;
  readonly scan: (table: TableName) => Scan;
  readonly copy: { readonly name: string; readonly scan: Scan };
  /** How long before a retention's deadline purging starts in this cell. */
  readonly purgeBudget: Duration;
  /** Tells how far it is, a line at a time. */
  readonly tell: (line: string) => void;
};

/** A restore that cannot be done as things are: every reason, and nothing was changed for it. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(['This cannot be restored:', ...reasons].join('\n  - '));
    this.reasons = reasons;
  }
}

/** Every item of a table, page by page. */
export async function* everyItem(scan: Scan, from?: Key): AsyncGenerator<Item> {
  for await (const { items } of everyPage(scan, from)) yield* items;
}

/** Every page of a table, for who remembers how far it came. */
export async function* everyPage(scan: Scan, from?: Key): AsyncGenerator<ScanPage> {
  let after = from;
  do {
    const page = await scan(after);
    yield page;
    after = page.next;
  } while (after !== undefined);
}

/** How many reasons are told at most; the rest is counted. */
const toldAtMost = 20;

/** @throws RestoreRefused where there is a reason */
export const refuseFor = (reasons: readonly string[]): void => {
  if (reasons.length === 0) return;
  const more = reasons.length - toldAtMost;
  throw new RestoreRefused([
    ...reasons.slice(0, toldAtMost),
    ...(more > 0 ? [`and ${more} reasons more`] : []),
  ]);
};

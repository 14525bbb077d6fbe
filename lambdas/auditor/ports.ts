import type { Controls, Kind, Observed } from '../../domain/audit/control.ts';
import type { Place, StackResource } from '../../domain/audit/names.ts';
import type { Duration } from '../../domain/time.ts';
import type { CellPorts } from '../shared/ports.ts';

/** Asks the account about one resource by its physical id. It never throws: what went wrong is in the reading. */
export type Reader = (id: string, home: Place) => Promise<Observed>;

/** What the auditor may ask the account. Nothing here changes anything. */
export type Account = {
  /** What the cell's stacks consist of, with the names that the account gave. @throws where it does not say */
  readonly resources: () => Promise<readonly StackResource[]>;
  /** The ARN of a table's stream, where it has one and the account says so. */
  readonly streamOf: (table: string) => Promise<string | undefined>;
  readonly readers: Readonly<Record<Kind, Reader>>;
};

export type AuditorPorts = CellPorts & {
  readonly controls: Controls;
  readonly home: Place;
  readonly account: Account;
  /** What remains of this run. An auditor that runs out of time says what it did not check. */
  readonly timeLeft: () => Duration;
};

import type { Connection } from '../../domain/transfers/connections.ts';
import type { ProcessingRecord } from '../../domain/transfers/processing-record.ts';
import type { ListedProcessor } from '../../domain/transfers/processors.ts';
import type { ListedTransfer } from '../../domain/transfers/register.ts';
import type { DeclaredInstrument } from '../../domain/transfers/terms.ts';

/** What the API answers with about where data went. Instants are ISO 8601 in UTC. */
export type TransfersReply = {
  readonly transfers: readonly ListedTransfer[];
  /** Instruments out of this geography that end within 30 days, and that no other follows. */
  readonly instrumentsEnding: readonly DeclaredInstrument[];
  readonly next?: string;
};

export type ProcessingRecordReply = ProcessingRecord;
export type ConnectionsReply = { readonly connections: readonly Connection[] };

/** Who else processes data here, and for how long anybody can object to a new one, in milliseconds. */
export type ProcessorsReply = {
  readonly objectionPeriod: number;
  readonly processors: readonly ListedProcessor[];
};

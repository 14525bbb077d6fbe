import type { Locked } from '../evidence-bucket.ts';
import type { PartitionedTable, PartitionOf } from '../tables/every-partition.ts';
import type { dueIndex } from '../tables/indexes.ts';
import type { Inspected } from './inspections.ts';

/**
 * What one function may touch, stated once: lib makes its role, environment and triggers from it, lambdas its
 * ports, and the tests hold both to it.
 */
export type TableOperation =
  | 'GetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem';

export type Trigger =
  /** Routes of the API that name this function in contract/api/routes.ts. */
  | { readonly kind: 'http' }
  /** A scheduled EventBridge rule; the interval comes from the configuration. */
  | { readonly kind: 'schedule'; readonly every: 'retention-tick' | 'outbox-sweep' | 'audit' | 'signing' }
  /** The queue of purge work. Partial failures are reported message by message. */
  | { readonly kind: 'queue'; readonly queue: 'purge'; readonly batchSize: number }
  /** Inserts into the registry's outbox partitions. */
  | { readonly kind: 'outbox-stream' };

/**
 * Operations on items of some kinds of partitions. An item is touched only where a grant names both its
 * operation and its partition.
 */
export type Grant<Table extends PartitionedTable> = {
  readonly operations: readonly TableOperation[];
  /** Kinds of partitions, as the table's file in contract/tables names them. */
  readonly partitions: readonly PartitionOf<Table>[];
  /** The index that is queried instead of the table; the partitions are then its own. */
  readonly index?: typeof dueIndex.name;
};

/** A grant on any table, for whoever does not ask which. */
export type AnyGrant = Omit<Grant<PartitionedTable>, 'partitions'> & {
  readonly partitions: readonly string[];
};

/** Files that a function of a cell can carry, by the names they have beside its code. */
export type CarriedFile =
  | 'residency-statement.json'
  | 'residency-controls.json'
  | 'notices.json'
  | 'transfer-terms.json'
  | 'programs.json';

/** What keys of a cell sign: checkpoints of its log, and keys in memory that sign placement tokens (SC-17). */
export type Signed = 'checkpoints' | 'placement-keys';

export type Access = {
  /** The function's name: its folder in lambdas/ and its construct id. */
  readonly name:
    | 'organizations'
    | 'settings'
    | 'instructions'
    | 'consent'
    | 'captures'
    | 'decisions'
    | 'statements'
    | 'planner'
    | 'worker'
    | 'outbox'
    | 'auditor'
    | 'sweep'
    | 'operations'
    | 'signer'
    | 'evidence';
  /** One sentence, shown as the function's description. */
  readonly purpose: string;
  readonly triggers: readonly Trigger[];
  readonly tables: { readonly [Table in PartitionedTable]?: readonly Grant<Table>[] };
  readonly sendsTo?: readonly 'purge'[];
  readonly publishes?: readonly 'bus'[];
  /** What it signs, each with a key of the cell that serves nothing else, and nobody else. */
  readonly signs?: readonly Signed[];
  /** It is told how long names live. */
  readonly knowsNameLife?: true;
  /** What it puts into the evidence bucket of the cell, each once. It reads nothing there. */
  readonly locks?: readonly Locked[];
  /** Files that are written at synthesis from what the cell consists of, and that lie beside the function's code. */
  readonly carries?: readonly CarriedFile[];
  /** What of the cell's own resources it may look at, without changing anything. */
  readonly inspects?: readonly Inspected[];
  /** The function that writes down, once, which tables serve the cell; so it is told the names of all. */
  readonly begins?: 'cell';
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Upper bound on parallel runs from a queue, so that purging never starves customers. */
  readonly maxConcurrency?: number;
};

/**
 * Whether a function has its place in the network of an isolated cell. Whoever looks at the account stays outside:
 * IAM has no endpoint in a region. It may have no grant on what customers gave or chose.
 */
export const belongsInNetwork = ({ inspects }: Pick<Access, 'inspects'>): boolean => inspects === undefined;

/** Names of the environment variables that lib sets and lambdas read. A function gets only those that its access asks for. */
export const environmentNames = {
  geography: 'GEOGRAPHY',
  registry: 'REGISTRY_TABLE',
  content: 'CONTENT_TABLE',
  evidence: 'EVIDENCE_TABLE',
  purgeQueue: 'PURGE_QUEUE_URL',
  bus: 'EVENT_BUS_NAME',
  /** JSON: geography to the public address of its cell; only functions with HTTP, for the answer 421. */
  cellDirectory: 'CELL_DIRECTORY',
  /** JSON: how verified tokens are read (token-rules.ts); only functions with HTTP. */
  tokenRules: 'IDENTITY_RULES',
  /** JSON: ids of the programs that the vendor runs, as chosen in domicile.config.ts. */
  programs: 'PROGRAMS',
  /** Seconds between two ticks of the planner: a part of the deadline budget. */
  retentionTick: 'RETENTION_TICK_SECONDS',
  /** Seconds for which a name lives after what was done ceased to hold; only functions that declare it or carry it out. */
  nameLife: 'NAME_LIFE_SECONDS',
  /** JSON: names of the cell's own stacks; only functions that look at what those consist of. */
  stacks: 'STACKS',
  /** The key that signs checkpoints; only functions that sign. */
  signingKey: 'SIGNING_KEY',
  /** The key that certifies keys of placement tokens; only who signs those, and only where the cell has it. */
  placementKey: 'PLACEMENT_KEY',
  /** The bucket of what nobody can take back; only functions that put something there. */
  evidenceBucket: 'EVIDENCE_BUCKET',
} as const;

/**
 * What can be seen of a cell from outside: what it was asked and what it answered, what stands in its tables item
 * by item, and what it told. Times are true time in milliseconds, which no function of the cell knows exactly.
 *
 * The oracle judges this log and nothing else. Its folder imports nothing of the product, so that an error of the
 * product cannot be repeated in what judges it.
 */
export type Log = {
  /** What customers were promised, by use. */
  readonly terms: Readonly<Record<string, Terms>>;
  readonly choices: readonly Choice[];
  readonly calls: readonly Call[];
  readonly looks: readonly Look[];
  readonly records: readonly RecordSeen[];
  readonly purges: readonly PurgeSeen[];
  readonly holds: readonly HoldSeen[];
  readonly switchings: readonly Switching[];
  /** Ticks of the schedule that ran to their end while nothing failed. */
  readonly ticks: readonly Tick[];
  readonly events: readonly EventTold[];
  /** The log of evidence, where a signer was at work. */
  readonly signing?: SigningSeen | undefined;
  /** The ends of closures, as ledgers have them. */
  readonly endings?: readonly EndingSeen[];
  /** The loss of the registry, and its restore from a copy. */
  readonly restore?: RestoreSeen | undefined;
  /** When the last observation could have been made. */
  readonly endedAt: number;
};

/** The promises of a use, in milliseconds. */
export type Terms = {
  /** The longest life of a record, from the start of its UTC day. */
  readonly retention: number;
  /** Within which an opt-out deletes. */
  readonly deletedWithin: number;
};

/** What was asked and answered. Without `endedAt` the answer never came: the function crashed or hung. */
export type Exchange = {
  readonly begunAt: number;
  readonly endedAt?: number | undefined;
  /** The status, where an answer came. 5xx leaves open whether anything was done. */
  readonly status?: number | undefined;
};

/** A choice of a sharing: of one setting of one customer, which permits one use. */
export type Choice = Exchange & {
  /** `{subject}/{use}`. */
  readonly sharing: string;
  readonly value: 'on' | 'off';
  /** When the notice that is accepted with it got newer words, where that is what it is about. */
  readonly accepts?: number | undefined;
  /** What is in force, as the answer says: a repeated request is answered as things stand by then. */
  readonly inForce?: string | undefined;
  /** The epoch that the answer names. */
  readonly epoch?: string | undefined;
  /** By when the answer says that each epoch is deleted. */
  readonly deadlines?: readonly { readonly epoch: string; readonly deadline: string }[] | undefined;
};

/** An attempt to have records captured; attempts with one id are one call. */
export type Call = Exchange & {
  readonly id: string;
  readonly sharing: string;
  readonly workspace: string;
  readonly use: string;
  /** The UTC day that the call says it is of: `2026-11-21`. */
  readonly day: string;
  readonly records: readonly {
    readonly text: string;
    /** The oldest origin that it, or a part of it, says to have. */
    readonly saidAt: number;
    /** Whom it concerns. */
    readonly people?: readonly string[];
  }[];
  readonly receipt?: { readonly epoch: string; readonly deadline: string } | undefined;
};

/** A reader's look at what was captured. */
export type Look = Exchange & {
  readonly sharing: string;
  readonly epoch: string;
  readonly texts: readonly string[];
};

/**
 * One life of a record in the content table, from the write that made it until the write that took it away. A write
 * that takes it away and makes it again elsewhere moves it: it lives on.
 */
export type RecordSeen = {
  readonly pk: string;
  readonly sk: string;
  readonly text: string;
  readonly bornAt: number;
  readonly diedAt?: number | undefined;
  /** Where it was moved to, in the order of time; `pk` is where it was born. */
  readonly moves?: readonly { readonly at: number; readonly pk: string }[] | undefined;
};

/** A hold that was asked for, and what could be seen of it. */
export type HoldSeen = Exchange & {
  readonly id?: string;
  readonly name: string;
  /** The workspaces of its subject. */
  readonly workspaces: readonly string[];
  readonly scope:
    | { readonly of: 'subject' }
    | { readonly of: 'use'; readonly use: string }
    | { readonly of: 'lot'; readonly pk: string }
    | { readonly of: 'person'; readonly use: string; readonly person: string };
  /** When it ends by itself, as it was asked for. */
  readonly until?: number | undefined;
  /** Attempts to release it. */
  readonly releases: readonly Exchange[];
  /** When it was written down first. */
  readonly placed?: number | undefined;
  /** When it was effective first, when it says that it was, and until when it covers, if it says that. */
  readonly effective?:
    | { readonly at: number; readonly says: string; readonly coversUntil?: string | undefined }
    | undefined;
  /** All that it ever said of when it became effective: after a restore it does again. */
  readonly effectives?: readonly string[] | undefined;
  /** When its end began, when it says that it ended, and when its last mark was off. */
  readonly over?:
    | { readonly at: number; readonly says: string; readonly doneAt?: number | undefined }
    | undefined;
};

/** An operator's attempt to stop purging, or to let it go on. */
export type Switching = Exchange & {
  readonly state: 'stopped' | 'running';
  /** Since when the answer says that it is so. */
  readonly since?: string | undefined;
};

export type Tick = { readonly begunAt: number; readonly endedAt: number };

/** What a purge left in evidence. Fields are as they stand there, and nothing is taken for granted about them. */
export type PurgeSeen = {
  readonly at: number;
  readonly pk: string;
  readonly sk: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** An event as the bus took it. */
export type EventTold = {
  readonly id: string;
  readonly type: string;
  /** When it says that it happened. */
  readonly at: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type EndingSeen = { readonly at: number; readonly epoch: string };

/** When the registry was lost, when one made from a copy served, and why a restore was refused before. */
export type RestoreSeen = {
  readonly lostAt: number;
  readonly endedAt?: number | undefined;
  readonly refusals: readonly string[];
};

/** What stands in the log of evidence at the end, and what still waits for it. */
export type SigningSeen = {
  readonly waiting: number;
  /** Entries of ledgers, by the names that their documents have in the log. */
  readonly entries: readonly string[];
  readonly leaves: readonly LeafSeen[];
  readonly certificates: readonly CertificateSeen[];
  /** In the order in which they were stored. */
  readonly checkpoints: readonly CheckpointSeen[];
};

/** A leaf by its place and the name of its document. */
export type LeafSeen = { readonly index: number; readonly of: string };

/** A certificate as it was issued, by the partition of the lot that it is about. */
export type CertificateSeen = {
  readonly at: number;
  readonly name: string;
  readonly revision: number;
  readonly lot: string;
  readonly deletedAt: string;
  readonly deadline: string;
  readonly counts: Readonly<Record<string, unknown>>;
};

/** A signed state of the log: what stands beside it, what was signed, and the root that its leaves have. */
export type CheckpointSeen = {
  readonly size: number;
  /** `{size} {root}`, each. */
  readonly says: string;
  readonly signs: string;
  readonly rootOfLeaves?: string | undefined;
  /** Whether the bucket holds this very checkpoint. */
  readonly locked: boolean;
};

/**
 * A promise that was not kept, by its id, and what was seen of it. Three have no id of their own: `evidence`, that
 * what is written down and told is true, `stop`, that an operator who stops purging is obeyed, and `acceptance`, that
 * what was accepted is stored once.
 */
export type Finding = {
  readonly promise:
    | 'DS-4'
    | 'DS-7'
    | 'DS-8'
    | 'DS-10'
    | 'SC-11'
    | 'SC-18'
    | 'BY-2'
    | 'BY-3'
    | 'BY-4'
    | 'BY-5'
    | 'evidence'
    | 'stop'
    | 'acceptance';
  readonly seen: string;
};

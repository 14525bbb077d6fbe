/**
 * What the auditor compares, kind by kind. Each aspect is one question to the account with one set of facts as
 * its answer: a region, a switch, a statement of a policy. Sets compare without a word about the kind.
 */
export const aspectsOf = {
  table: [
    'replicas',
    'recovery',
    'recovery-days',
    'time-to-live',
    'stream',
    'data-streams',
    'key',
    'deletion-protection',
    'resource-policy',
    'backups',
    'exports',
  ],
  key: ['state', 'regions', 'rotation', 'policy', 'grants'],
  role: ['trust', 'boundary', 'attached', 'inline'],
  policy: ['statements'],
  'log-group': ['retention', 'subscriptions', 'key'],
  rule: ['schedule', 'pattern', 'state', 'targets'],
  bus: ['policy', 'targets-elsewhere', 'archives'],
  queue: ['policy', 'dead-letters', 'message-life', 'encryption'],
  bucket: ['lock', 'versions', 'policy', 'replication', 'key'],
  function: ['role', 'environment', 'layers', 'url', 'resource-policy'],
  account: ['log-subscriptions'],
} as const;

export type Kind = keyof typeof aspectsOf;
export type Aspect<K extends Kind = Kind> = K extends Kind ? (typeof aspectsOf)[K][number] : never;

/**
 * The facts of one aspect, in any order; none where there is to be nothing. A statement of a policy and anything
 * else with parts is JSON. In what was compiled a name that only the account knows stands as `<<Resource>>`
 * (see names.ts).
 */
export type Facts = readonly string[];

/** Facts of some aspects of a kind. */
export type Stated<K extends Kind> = { readonly [A in Aspect<K>]?: Facts };

/** What a resource has to be, as its template says. */
export type ControlOf<K extends Kind> = {
  readonly kind: K;
  /** Its logical id, which no two stacks of a cell share; for the kind `account` a word of ours. */
  readonly resource: string;
  readonly stated: Stated<K>;
};

export type Control = { [K in Kind]: ControlOf<K> }[Kind];

/** Everything that an auditor is given: controls, and the region that they were compiled for. */
export type Controls = { readonly region: string; readonly controls: readonly Control[] };

/** Why something was not looked at. None of these means that it is fine. */
export type NotChecked =
  | 'access-denied'
  | 'throttled'
  | 'unsupported'
  | 'no-answer'
  | 'unreadable'
  | 'too-much'
  | 'out-of-time'
  | 'name-unknown';

/** What the account said of one aspect. */
export type Reading =
  | { readonly read: true; readonly facts: Facts }
  | { readonly read: false; readonly because: NotChecked };

/** What the account said of a resource; `missing` where it says that there is none of that name. */
export type Observed = { readonly [A in Aspect]?: Reading } | 'missing';

/** The metrics that log lines of the sweep make about transfers. Their one dimension is `Geography`. */
export const transferMetrics = {
  /** Permissions of which nobody reported in time what came of them. */
  unknown: 'TransfersUnknown',
  /** What waits for a report and cannot be read: it stays where it is. */
  setAside: 'TransfersSetAside',
} as const;

export const transferMetricNamespace = 'Domicile/Transfers';

export type TransferMetric = (typeof transferMetrics)[keyof typeof transferMetrics];

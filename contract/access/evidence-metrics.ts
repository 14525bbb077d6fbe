/**
 * The metrics that the signer's log lines make, and that alarms look at. Their one dimension is `Geography`. A line
 * is written only where there is something to tell.
 */
export const evidenceMetrics = {
  namespace: 'Domicile/Evidence',
  /** How long the oldest piece of work has waited for its checkpoint, in seconds. */
  oldestUnsigned: 'OldestUnsignedSeconds',
  /** Work that no version knows, or whose evidence is not there: it stays where it is. */
  setAside: 'SigningSetAside',
  /** Incidents that nobody has closed. */
  openIncidents: 'OpenIncidents',
} as const;

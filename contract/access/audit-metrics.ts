/** The metrics that the auditor's log lines make, and that alarms look at. Their one dimension is `Geography`. */
export const auditMetrics = {
  namespace: 'Domicile/Residency',
  drift: 'Drift',
  notChecked: 'NotChecked',
} as const;

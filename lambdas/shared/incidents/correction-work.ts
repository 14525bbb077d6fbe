/** What stands behind an incident in the work list of the log where a certificate is to be superseded. */
export const correctionWork = 'correction';

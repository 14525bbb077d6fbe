/** How long a run of the worker can take, in seconds: when it is over, nothing of it deletes any more. */
export const workerTimeoutSeconds = 300;

/**
 * For how long a message of purge work stays hidden after it was received, in seconds: six times a run, which is what
 * Lambda asks for, so that a throttled batch is not seen twice at once.
 */
export const messageHiddenSeconds = 6 * workerTimeoutSeconds;

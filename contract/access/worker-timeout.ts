/** How long a run of the worker can take, in seconds: when it is over, nothing of it deletes any more. */
export const workerTimeoutSeconds = 300;

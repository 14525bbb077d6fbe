/** Nothing but a handler: what Node itself costs, taken off every other figure. */
export const handler = async () => 'ready';

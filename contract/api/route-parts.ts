/** Bodies are counted in bytes, after the gateway's base64 was undone. */
export const bodyLimits = { ordinary: 64 * 1024, captures: 3 * 1024 * 1024 } as const;

/** Query parameters of a list. */
export const page = ['limit', 'cursor'] as const;

/** What a service, or IAM before it, answered to a call. */
export type Answer = { readonly status: number; readonly text: string };

/** How the services spell that IAM refused. */
const refusal = /\b(AccessDenied|AccessDeniedException|AuthorizationError|UnauthorizedOperation)\b/;

/** What the emulator says of operations that it does not have: nobody tried anything then. */
const unknown =
  /Unknown (\w+ )?(action|operation|target)|UnknownOperation|InvalidAction|not implemented|No route for|Couldn't parse the specified URI|Unsupported \w+ path/i;

/**
 * What became of a call. `refused` only where IAM names the very action: a call that IAM takes for another one, one
 * that is malformed, or credentials that are none, are something else. Policies of resources do not count either.
 */
export const outcomeOf = (action: string, { status, text }: Answer): string => {
  const named = text.includes(`is not authorized to perform: ${action} `);
  if (status >= 400 && refusal.test(text) && named) {
    return text.includes('with an explicit deny in an identity-based policy')
      ? 'refused by a Deny'
      : 'refused';
  }
  if (status < 400) return 'done';
  if (status === 401 || status === 403) return `forbidden otherwise: ${text}`;
  return unknown.test(text) || status >= 500 ? `unknown: ${text}` : `let through: ${status} ${text}`;
};

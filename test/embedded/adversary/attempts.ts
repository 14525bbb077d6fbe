/** One call to AWS that an adversary inside a function tries, with the credentials of the function's role. */
export type Attempt = { readonly region: string } & (
  | { readonly call: 'get' | 'scan' | 'replicate'; readonly table: string; readonly key: string }
  | { readonly call: 'shed-boundary'; readonly role: string }
);

/** `done`, or the name of the error that it met. */
export type Result = string;

/**
 * Stands in for `@aws/lambda-invoke-store`, where the SDK finds the trace that an invocation belongs to, so that
 * AWS can stop a loop of functions that call each other. The runtime of AWS Lambda has a store of its own, which
 * the package would use too; where there is none, the SDK reads the trace from the environment.
 */
type Runtime = { readonly awslambda?: { readonly InvokeStore?: unknown } };

export const InvokeStore = {
  getInstanceAsync: async (): Promise<unknown> => (globalThis as Runtime).awslambda?.InvokeStore,
};

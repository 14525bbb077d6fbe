/**
 * Stands in for `@aws-sdk/credential-provider-node`: Lambda hands a function its credentials in the
 * environment, so that the rest of the chain (files, single sign-on, metadata, web identity, child processes)
 * is weight at every cold start, and a way to credentials that a function should not have.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';

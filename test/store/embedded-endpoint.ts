/**
 * What the embedded cloud's global setup provides under `embeddedEndpoint`: where the services answer, and the
 * certificate to trust.
 */
export type EmbeddedEndpoint = { readonly endpoint: string; readonly ca: string };

declare module 'vitest' {
  interface ProvidedContext {
    readonly embeddedEndpoint: EmbeddedEndpoint;
  }
}

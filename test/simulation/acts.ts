import type { Duration, Instant } from '../../domain/time.ts';
import type { Sharing } from './customers.ts';

/** What is to happen at a time. What comes of it is the cell's affair. */
export type Act = { readonly at: Instant } & (
  | {
      readonly kind: 'choose';
      readonly sharing: Sharing;
      readonly value:
        | 'on'
        | 'off' /** When the notice that is accepted was published, where it is a newer one. */;
      readonly accepts?: Instant;
    }
  | {
      readonly kind: 'capture';
      readonly sharing: Sharing;
      readonly records: number;
      /** How long before now the call was begun, and what it holds was said. */
      readonly begunBefore: Duration;
      readonly saidBefore: Duration;
      /** The same call again after a while, where its answer did not come, or for no reason at all. */
      readonly againAfter: Duration;
    }
  | { readonly kind: 'look'; readonly sharing: Sharing }
  | {
      readonly kind: 'hold';
      /** By which it is released. */
      readonly hold: string;
      readonly sharing: Sharing;
      /** Which of the sharing's workspaces, as a share of one. */
      readonly whose: number;
      readonly of: 'lot' | 'use' | 'workspace' | 'person';
      /** How long the officer waits for a worker to be at a page; 0 where nobody waits. */
      readonly amidWithin: Duration;
      /** When it ends by itself, if it does. */
      readonly until?: Instant;
    }
  | { readonly kind: 'release'; readonly hold: string }
  /** An operator stops purging, or lets it go on. */
  | { readonly kind: 'switch'; readonly state: 'stopped' | 'running' }
  /** Somebody copies the registry; it is lost, and noticed after a while, with the functions stopped or not. */
  | { readonly kind: 'copy' }
  | {
      readonly kind: 'lose';
      readonly noticedAfter: Duration;
      readonly functions: 'stopped' | 'may be running';
    }
  | { readonly kind: 'tick' }
  | { readonly kind: 'sign' }
  /** The sweep of the outbox, and the one that looks at every lot. */
  | { readonly kind: 'sweep' }
  | { readonly kind: 'inspect' }
);

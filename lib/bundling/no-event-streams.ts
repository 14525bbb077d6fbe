/**
 * Stands in for `@smithy/core/event-streams`: none of the operations that functions call streams events, and the
 * SDK loads this part at the first call of one that does. Such a call would fail with this sentence.
 */
const refuse = (): never => {
  throw new Error('Bundles of Domicile hold no event streams; see lib/bundling/no-event-streams.ts.');
};

export const EventStreamSerde = refuse;
export const eventStreamSerdeProvider = refuse;
/** Clients with such an operation prepare for it when they are made; there is nothing to prepare. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { eventSource } from '../../contract/events/events.ts';
import type { Bus, PublishedEvent } from './publish.ts';

/** The event bus of the cell on EventBridge. */
export const eventBridgeBus = (client: EventBridgeClient, busName: string): Bus => ({
  publish: async (events) => {
    const answer = await client.send(
      new PutEventsCommand({ Entries: events.map((event) => entryOf(event, busName)) }),
    );
    return (answer.Entries ?? []).flatMap(({ ErrorCode }, position) =>
      ErrorCode === undefined ? [] : [position],
    );
  },
});

const entryOf = ({ type, detail, id, at }: PublishedEvent, busName: string) => ({
  EventBusName: busName,
  Source: eventSource,
  DetailType: type,
  Time: new Date(at),
  Detail: JSON.stringify({ id, at, ...detail }),
});

import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  LambdaClient,
  paginateListEventSourceMappings,
} from '@aws-sdk/client-lambda';
import { type CloudAddress, clientConfig } from './clients.ts';

type Mapping = EventSourceMappingConfiguration;

const isOfStream = ({ EventSourceArn = '' }: Mapping): boolean =>
  EventSourceArn.startsWith('arn:aws:dynamodb:') && EventSourceArn.includes('/stream/');

/** What a mapping was made with, as far as it can be asked for again. */
const createCommandOf = (mapping: Mapping): CreateEventSourceMappingCommand => {
  const { EventSourceArn, FunctionArn, StartingPosition, BatchSize, FilterCriteria, DestinationConfig } =
    mapping;
  const { MaximumRecordAgeInSeconds, MaximumRetryAttempts, BisectBatchOnFunctionError } = mapping;
  const { FunctionResponseTypes, MaximumBatchingWindowInSeconds } = mapping;
  return new CreateEventSourceMappingCommand({
    EventSourceArn,
    FunctionName: FunctionArn,
    StartingPosition,
    BatchSize,
    FilterCriteria,
    DestinationConfig,
    MaximumRecordAgeInSeconds,
    MaximumRetryAttempts,
    BisectBatchOnFunctionError,
    FunctionResponseTypes,
    MaximumBatchingWindowInSeconds,
  });
};

const newestFirst = (a: Mapping, b: Mapping): number =>
  Number(b.LastModified ?? 0) - Number(a.LastModified ?? 0);

/**
 * Makes the mappings of table streams anew after the emulator has loaded saved state. It keeps how far each one
 * had read but not the stream, and so would skip as many new records as there were old ones. A deployment that
 * changed a mapping since made a second one, because its stack knows the first by an id that is gone: the
 * newest of a function and stream is what the templates say, and one remains.
 */
export const renewStreamMappings = async (cloud: CloudAddress, region: string): Promise<void> => {
  const client = new LambdaClient(clientConfig(cloud, region));
  try {
    const found: Mapping[] = [];
    for await (const page of paginateListEventSourceMappings({ client }, {})) {
      found.push(...(page.EventSourceMappings ?? []).filter(isOfStream));
    }
    const groups = Map.groupBy(
      found,
      ({ FunctionArn, EventSourceArn }) => `${FunctionArn} ${EventSourceArn}`,
    );
    for (const mappings of groups.values()) {
      const [newest] = mappings.toSorted(newestFirst);
      for (const { UUID } of mappings) await client.send(new DeleteEventSourceMappingCommand({ UUID }));
      if (newest !== undefined) await client.send(createCommandOf(newest));
    }
  } finally {
    client.destroy();
  }
};

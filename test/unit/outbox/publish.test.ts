import type { AttributeValue, DynamoDBStreamEvent } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { minutes } from '../../../domain/time.ts';
import { deliver } from '../../../lambdas/outbox/deliver.ts';
import {
  OutboxNotSwept,
  type OutboxPorts,
  type PublishedEvent,
  sweepOutbox,
} from '../../../lambdas/outbox/publish.ts';
import { attributesOf } from '../../../lambdas/shared/store/dynamodb/attributes.ts';
import type { Item } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { inOutbox } from '../../support/outbox.ts';
import { sharing } from '../../support/settings.ts';
import { anOrganization, choose, optIn } from '../../support/story.ts';

let cell: TestCell;
let published: PublishedEvent[];
let refuses: (event: PublishedEvent) => boolean;
let ports: OutboxPorts;

beforeEach(() => {
  cell = aCell('us');
  published = [];
  refuses = () => false;
  ports = {
    ...cell.ports,
    bus: {
      publish: async (events) => {
        const refused = events.flatMap((event, position) => (refuses(event) ? [position] : []));
        published.push(...events.filter((event) => !refuses(event)));
        return refused;
      },
    },
  };
});

const streamOf = (items: readonly Item[]): DynamoDBStreamEvent => ({
  Records: items.map((item) => ({
    eventName: 'INSERT',
    dynamodb: { NewImage: attributesOf(item) as Record<string, AttributeValue> },
  })),
});

const typesOf = (events: readonly PublishedEvent[]) => events.map(({ type }) => type).sort();

describe('the outbox', () => {
  test('publishes what transactions left, once each, and forgets it', async () => {
    const organization = await anOrganization(cell);
    await optIn(cell, organization, sharing);
    await deliver(ports, streamOf(await inOutbox(cell)));
    expect(typesOf(published)).toEqual(['SettingChosen', 'SubjectCreated']);
    expect(await inOutbox(cell)).toEqual([]);
  });

  test('names no person in an event', async () => {
    const organization = await anOrganization(cell);
    await optIn(cell, organization, sharing);
    await choose(cell, organization, sharing, 'off');
    expect(JSON.stringify(await inOutbox(cell))).not.toMatch(/owner-1|operator-1/);
  });

  test('keeps what the bus refuses, for the sweep', async () => {
    const organization = await anOrganization(cell);
    await optIn(cell, organization, sharing);
    refuses = ({ type }) => type === 'SettingChosen';
    await deliver(ports, streamOf(await inOutbox(cell)));
    expect(typesOf(published)).toEqual(['SubjectCreated']);
    expect(await inOutbox(cell)).toHaveLength(1);
    refuses = () => false;
    cell.clock.now += minutes(2);
    await sweepOutbox(ports);
    expect(typesOf(published)).toEqual(['SettingChosen', 'SubjectCreated']);
    expect(await inOutbox(cell)).toEqual([]);
  });

  test('does not hold up the stream when the bus does not answer', async () => {
    await anOrganization(cell);
    const down: OutboxPorts = { ...ports, bus: { publish: () => Promise.reject(new Error('down')) } };
    await expect(deliver(down, streamOf(await inOutbox(cell)))).resolves.toBeUndefined();
    expect(await inOutbox(cell)).toHaveLength(1);
  });

  test('leaves the newest to the stream: only what lay for a minute is swept', async () => {
    await anOrganization(cell);
    expect(await sweepOutbox(ports)).toEqual({ published: 0, left: 0 });
    cell.clock.now += minutes(1) + 1;
    expect(await sweepOutbox(ports)).toEqual({ published: 1, left: 0 });
  });

  test('publishes all but the one event for which the bus takes no call at all', async () => {
    for (let customer = 0; customer < 30; customer += 1) await anOrganization(cell);
    cell.clock.now += minutes(2);
    const [poison] = await inOutbox(cell);
    const publish: OutboxPorts['bus']['publish'] = async (events) => {
      if (events.some(({ id }) => id === poison?.sk)) throw new Error('too large');
      return ports.bus.publish(events);
    };
    await sweepOutbox({ ...ports, bus: { publish } }).catch(() => {});
    expect(published).toHaveLength(29);
    expect(await inOutbox(cell)).toEqual([poison]);
  });

  test('tells of a bus that takes nothing, and keeps all of it', async () => {
    for (let customer = 0; customer < 12; customer += 1) await anOrganization(cell);
    cell.clock.now += minutes(2);
    const down: OutboxPorts = { ...ports, bus: { publish: () => Promise.reject(new Error('down')) } };
    await expect(sweepOutbox(down)).rejects.toThrow(OutboxNotSwept);
    expect(await inOutbox(cell)).toHaveLength(12);
  });

  test('publishes what a clock in 2100 wrote', async () => {
    const { now } = cell.clock;
    cell.clock.now = Date.UTC(2100, 0, 1);
    await anOrganization(cell);
    cell.clock.now = now;
    expect(await sweepOutbox(ports)).toEqual({ published: 1, left: 0 });
  });

  test('sets an item of the stream aside that holds what is never written, and publishes the others', async () => {
    await anOrganization(cell);
    const { Records } = streamOf(await inOutbox(cell));
    const NewImage = { pk: { S: 'us_outbox#0' }, sk: { S: 'x' }, v: { N: '1' }, event: { NULL: true } };
    await deliver(ports, { Records: [{ dynamodb: { NewImage } }, ...Records] });
    expect(typesOf(published)).toEqual(['SubjectCreated']);
  });

  test('sets an item of a shape that it does not know aside, and publishes the others', async () => {
    await anOrganization(cell);
    for (const pk of registryKeys.outboxBuckets('us')) {
      const item = { pk, sk: '00000000000000000000000000', v: 2 };
      await cell.store.write({ kind: 'put', table: 'registry', item });
    }
    await deliver(ports, streamOf(await inOutbox(cell)));
    expect(typesOf(published)).toEqual(['SubjectCreated']);
    await anOrganization(cell);
    cell.clock.now += minutes(2);
    expect(await sweepOutbox(ports)).toEqual({ published: 1, left: 4 });
    expect(await inOutbox(cell)).toHaveLength(4);
  });
});

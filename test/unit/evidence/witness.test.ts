import type { EventBridgeClient, PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { AttributeValue } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkpointFileInput, witnessedEvents } from '../../../contract/events/witness.ts';
import { checkpointObject } from '../../../contract/evidence-bucket.ts';
import { verifyCheckpointFile } from '../../../domain/evidence/verify-checkpoint-file.ts';
import type { OrganizationId } from '../../../domain/identifiers.ts';
import { deliver } from '../../../lambdas/outbox/deliver.ts';
import { eventBridgeBus } from '../../../lambdas/outbox/event-bridge-bus.ts';
import { attributesOf } from '../../../lambdas/shared/store/dynamodb/attributes.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { takeKeys } from '../../support/evidence-files.ts';
import { inOutbox } from '../../support/outbox.ts';
import { sharing } from '../../support/settings.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import { anOrganization, choose, optIn, owner } from '../../support/story.ts';

type Entry = NonNullable<PutEventsCommandInput['Entries']>[number];

let cell: TestCell;
let signer: TestSigner;
let keys: Uint8Array;
let entries: Entry[];

/** What EventBridge would be sent, by the code that sends it. */
const client = {
  send: async ({ input }: { input: PutEventsCommandInput }) => {
    entries.push(...(input.Entries ?? []));
    return { Entries: (input.Entries ?? []).map(() => ({ EventId: 'e' })) };
  },
} as unknown as EventBridgeClient;

let organization: OrganizationId;

/** An organization that opted in, and the first checkpoint of its cell. */
const signedOnce = async (of: TestCell, by: TestSigner): Promise<TestSigner> => {
  organization = await anOrganization(of);
  await optIn(of, organization, sharing);
  await by.run();
  return by;
};

beforeEach(async () => {
  cell = aCell('us');
  signer = await signedOnce(cell, aSigner(cell));
  entries = [];
  await choose(cell, organization, sharing, 'off');
  await signer.run();
  const Records = (await inOutbox(cell)).map((item) => ({
    eventName: 'INSERT' as const,
    dynamodb: { NewImage: attributesOf(item) as Record<string, AttributeValue> },
  }));
  await deliver({ ...cell.ports, bus: eventBridgeBus(client, 'bus') }, { Records });
  const sizeIn = ({ Detail = '{}' }: Entry) => Number(JSON.parse(Detail).size ?? 0);
  entries.sort((one, other) => sizeIn(one) - sizeIn(other));
  keys = await takeKeys(cell, owner);
});

const isWitnessed = ({ Source = '', DetailType = '' }: Entry): boolean =>
  witnessedEvents.source.some((source) => source === Source) &&
  witnessedEvents['detail-type'].some((type) => type === DetailType);

/** As EventBridge documents it: each name in angle brackets gives way to the JSON of what its path leads to. */
const transformed = ({ Detail = '{}' }: Entry): string => {
  const event: unknown = { detail: JSON.parse(Detail) };
  const paths: Readonly<Record<string, string>> = checkpointFileInput.InputPathsMap;
  const valueAt = (path: string) =>
    path
      .split('.')
      .slice(1)
      .reduce<unknown>((value, name) => Object(value)[name], event);
  return checkpointFileInput.InputTemplate.replaceAll(/<(\w+)>/g, (_, name: string) =>
    JSON.stringify(valueAt(paths[name] ?? '')),
  );
};

const sent = () => entries.filter(isWitnessed).map(transformed);

describe('what an outside witness is sent', () => {
  test('[BY-2] is byte by byte the file of each checkpoint that was signed, as it is locked away, and verifies', () => {
    const locked = [...signer.bucket.objects.values()].map((file) => file.trimEnd());
    expect(sent()).toHaveLength(2);
    expect([...sent()].sort()).toEqual([...locked].sort());
    const verified = sent().map((file) => verifyCheckpointFile(new TextEncoder().encode(file), { keys }));
    for (const each of verified) expect(each).toMatchObject({ verified: true, kind: 'checkpoint' });
    const sizes = verified.map((each) => (each.verified ? each.checkpoint.size : 0));
    expect(sizes.sort((a, b) => a - b).map(checkpointObject)).toEqual([...signer.bucket.objects.keys()]);
  });

  test('is nothing of any other event, though there are others', () => {
    expect(entries.length).toBeGreaterThan(sent().length);
    expect(entries.filter((entry) => !isWitnessed(entry)).map(({ DetailType }) => DetailType)).toEqual(
      expect.arrayContaining(['SettingChosen', 'SubjectCreated']),
    );
  });

  test('[BY-2] holds the size, the root, the time, the cell, the name of the key and a signature, and nothing else', () => {
    for (const file of sent()) {
      expect(Object.keys(JSON.parse(file))).toEqual(['checkpoint', 'kind', 'v']);
      const [header = '', payload = '', , ...more] = String(JSON.parse(file).checkpoint).split('.');
      const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
      expect(more).toEqual([]);
      expect(Object.keys(read(header)).sort()).toEqual(['alg', 'kid', 'typ']);
      expect(Object.keys(read(payload)).sort()).toEqual(['at', 'cell', 'kind', 'root', 'size', 'v']);
    }
  });

  test('[BY-2] speaks against whoever shows somebody else another log, by the same key', async () => {
    const [earlier = ''] = sent();
    const face = aCell('us');
    const { bucket } = await signedOnce(face, aSigner(face, { key: signer.key }));
    const [shown = ''] = bucket.objects.values();
    const [held, other] = [earlier, shown].map((file) => new TextEncoder().encode(file));
    if (held === undefined || other === undefined) throw new Error('There are two files.');
    expect(verifyCheckpointFile(other, { keys })).toMatchObject({ verified: true });
    expect(verifyCheckpointFile(held, { keys, earlier: held })).toMatchObject({ verified: true });
    expect(verifyCheckpointFile(other, { keys, earlier: held })).toMatchObject({
      verified: false,
      reason: 'inconsistent',
    });
  });
});

import { type CfnElement, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { type CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { expect, test } from 'vitest';
import type { ConfigInput } from '../../lib/config.ts';
import type { GeographyStage } from '../../lib/geography-stage.ts';
import { withCopies } from './cells.ts';
import { synthesizeWith } from './planted.ts';

const copiesOfEurope = {
  durability: { eu: 'in-geography' },
  copyKeys: { eu: withCopies.copyKeys.eu ?? '' },
} satisfies Partial<ConfigInput>;

const registryOf = ({ storage }: GeographyStage) =>
  storage.tables.registry.node.defaultChild as CfnGlobalTable;

/** A table that CDK would not make: the one of content, turned into one with a copy. */
const copyContent = ({ storage }: GeographyStage) => {
  const content = storage.tables.content.node.defaultChild as CfnResource;
  content.addOverride('Type', 'AWS::DynamoDB::GlobalTable');
  content.addPropertyOverride('Replicas', [{ Region: 'eu-central-1' }, { Region: 'eu-west-1' }]);
  content.addPropertyDeletionOverride('SSESpecification');
  content.addPropertyDeletionOverride('DeletionProtectionEnabled');
};

const streamAbroad = 'arn:aws:kinesis:eu-west-1:111122223333:stream/copies';

const stackIn = (cell: GeographyStage, region: string) => new Stack(cell, 'Planted', { env: { region } });

test.each([
  ['without an account', copiesOfEurope],
  ['in an account', { ...copiesOfEurope, account: '111122223333' }],
  ['before it is protected', { ...copiesOfEurope, protection: 'off' as const }],
])('a cell with copies in its geography passes every check, %s', (_, changes) => {
  expect(() => synthesizeWith(() => undefined, changes)).not.toThrow();
});

test.each<[string, (cell: GeographyStage) => void, RegExp]>([
  [
    'a copy in the second region of another geography',
    (cell) => registryOf(cell).addPropertyOverride('Replicas.0.Region', 'us-west-2'),
    /names us-west-2; allowed: eu-central-1/,
  ],
  [
    'a third copy',
    (cell) => registryOf(cell).addPropertyOverride('Replicas.2', { Region: 'eu-west-3' }),
    /names eu-west-3; allowed: eu-central-1/,
  ],
  ['a copy of content', copyContent, /names eu-west-1; allowed: eu-central-1 [\s\S]*TablesContent/],
  [
    'a copy of a table that was added',
    ({ storage }) =>
      new CfnGlobalTable(storage, 'Added', {
        attributeDefinitions: [{ attributeName: 'pk', attributeType: 'S' }],
        keySchema: [{ attributeName: 'pk', keyType: 'HASH' }],
        replicas: [{ region: 'eu-central-1' }, { region: 'eu-west-1' }],
      }),
    /names eu-west-1; allowed: eu-central-1 [\s\S]*Added/,
  ],
  [
    'a copy under a key of another geography',
    (cell) =>
      registryOf(cell).addPropertyOverride(
        'Replicas.0.SSESpecification.KMSMasterKeyId',
        'arn:aws:kms:us-west-2:111122223333:key/x',
      ),
    /lies in us-west-2/,
  ],
  [
    'a stream of a copied table that flows to the second region',
    (cell) =>
      registryOf(cell).addPropertyOverride('Replicas.0.KinesisStreamSpecification.StreamArn', streamAbroad),
    /eu-west-1/,
  ],
  [
    'a witness in the second region',
    (cell) => registryOf(cell).addPropertyOverride('GlobalTableWitnesses', [{ Region: 'eu-west-1' }]),
    /names eu-west-1; allowed: eu-central-1/,
  ],
  [
    'an alarm that names the second region',
    ({ service }) =>
      new CfnResource(service, 'Planted', {
        type: 'AWS::CloudWatch::Alarm',
        properties: { AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:t'], ComparisonOperator: 'x' },
      }),
    /lies in eu-west-1/,
  ],
  [
    'another resource beside the key',
    ({ keys }) => keys && new CfnResource(keys, 'Planted', { type: 'AWS::SNS::Topic' }),
    /AWS::SNS::Topic lies where only the key of copies may lie/,
  ],
  [
    'a stack of its own in the second region, with a queue in it',
    (cell) => new CfnResource(stackIn(cell, 'eu-west-1'), 'Planted', { type: 'AWS::SQS::Queue' }),
    /AWS::SQS::Queue lies where only the key of copies may lie/,
  ],
  [
    'the key of copies in a region that is none of theirs',
    (cell) => new Key(stackIn(cell, 'us-west-2'), 'Planted'),
    /the stack is for us-west-2; a cell is in one of .* keys of its copies are in eu-west-1/,
  ],
  [
    'a key of copies that can go to any region',
    ({ keys }) =>
      (keys?.key.node.defaultChild as CfnKey | undefined)?.addPropertyOverride('MultiRegion', true),
    /the key can be copied to any region/,
  ],
  [
    'the stack of the key without its pin',
    ({ keys }) => {
      const pin = keys?.node.findChild('RegionPin') as CfnElement;
      keys?.node.tryRemoveChild(pin.node.id);
    },
    /no rule of the template stops a deployment to another region/,
  ],
])('[DL-2] [BY-11] %s stops the synthesis, although copies are asked for', (_, plant, reason) => {
  expect(() => synthesizeWith((cell) => void plant(cell), copiesOfEurope)).toThrow(reason);
});

test.each<[string, (cell: GeographyStage) => void, RegExp]>([
  [
    'a copy in the second region',
    (cell) => registryOf(cell).addPropertyOverride('Replicas.1', { Region: 'eu-west-1' }),
    /names eu-west-1; allowed: eu-central-1/,
  ],
  [
    'a key there',
    (cell) => new Key(stackIn(cell, 'eu-west-1'), 'Planted', { enableKeyRotation: true }),
    /the stack is for eu-west-1/,
  ],
])('[DL-2] [BY-11] %s stops the synthesis where no copies are asked for', (_, plant, reason) => {
  expect(() => synthesizeWith((cell) => void plant(cell))).toThrow(reason);
});

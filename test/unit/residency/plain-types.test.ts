import { expect, test } from 'vitest';
import { plainTypes } from '../../../lib/residency/plain-types.ts';
import { propertiesOf } from './cdk-types.ts';
import { reviewOf } from './reviewed-properties.ts';

/** Words in the name of a property that could carry data elsewhere, or say where it goes. */
const suspicious = new Set(
  [
    'account actions arn arns bucket buckets copies copy cross destination destinations driver endpoint endpoints',
    'export exports forward forwarded forwarding host hosts import lambda location logging owner peer peering',
    'principal principals queue queues redirect region regions replica replicas secondary server servers share',
    'shared sink target targets topic topics uri uris url urls webhook webhooks',
  ]
    .join(' ')
    .split(' '),
);

const wordsOf = (property: string): readonly string[] =>
  property
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');

const suspiciousOf = (type: string): readonly string[] =>
  (propertiesOf(type) ?? []).filter((property) => wordsOf(property).some((word) => suspicious.has(word)));

/** What CDK writes into every template, and CloudFormation makes nothing of. */
const ofCdkAlone = 'AWS::CDK::Metadata';
const types = [...plainTypes].filter((type) => type !== ofCdkAlone);

test.each(types)('%s is a type that CloudFormation knows', (type) => {
  expect(propertiesOf(type)).toBeDefined();
});

test.each(types)(
  'of %s every property that could carry data elsewhere was reviewed, with a reason',
  (type) => {
    expect(suspiciousOf(type)).toEqual([...reviewOf(type).keys()].sort());
  },
);

test('what copies is found by its name', () => {
  expect(suspiciousOf('AWS::SecretsManager::Secret')).toEqual(['region', 'replicaRegions']);
  expect(suspiciousOf('AWS::Logs::SubscriptionFilter')).toContain('destinationArn');
  expect(suspiciousOf('AWS::Cognito::UserPoolDomain')).toContain('secondaryRegion');
});

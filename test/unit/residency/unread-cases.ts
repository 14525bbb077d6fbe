import type { Fields } from '../../../lib/residency/template/values.ts';
import { evades, only, unsure } from './evasion-cases.ts';
import type { Case } from './policy-cases.ts';
import { templateOf } from './templates.ts';

const copiedTo = (Parameters: Fields): Fields =>
  templateOf('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: { Ref: 'To' } }] }, { Parameters });
const allowing = (Type: string) => copiedTo({ To: { Type, AllowedValues: ['eu-west-1'] } });
const pinnedTo = (Type: string): Fields => ({
  ...templateOf('AWS::SQS::Queue', {}),
  Parameters: { Home: { Type, AllowedValues: ['eu-central-1'] } },
  Rules: { Pin: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, { Ref: 'Home' }] } }] } },
});
const keptElsewhere = 'AWS::SSM::Parameter::Value<String>';

/** Values that are kept elsewhere, under a name that stands in the template. */
export const namesOfValues: readonly Case[] = [
  evades(
    'secret-replicas',
    'a region that is kept under an allowed name',
    allowing(keptElsewhere),
    allowing('String'),
    unsure,
  ),
  evades(
    'vacuous-pin',
    'a pin to whatever is kept under an allowed name',
    pinnedTo(keptElsewhere),
    pinnedTo('String'),
  ),
];

/** Databases that join one of the whole world. */
export const members: readonly Case[] = ['RDS', 'Neptune', 'DocDB'].map((service) =>
  evades(
    'global-databases',
    `a member of ${service}`,
    only(`AWS::${service}::DBCluster`, { GlobalClusterIdentifier: 'world' }),
    only(`AWS::${service}::DBCluster`, { DBClusterIdentifier: 'world' }),
  ),
);

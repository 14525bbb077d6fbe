import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { clientConfig } from '../../local/clients.ts';
import { json } from '../escapes/live/call.ts';
import { outcomeOf } from './adversary/answers.ts';
import { boundaryOf, cellSite } from './adversary/cell-site.ts';
import { deployAdversary, packAdversary } from './adversary/deploy.ts';
import { namesIn } from './adversary/places.ts';
import { theCell, theCloud } from './running-cloud.ts';

describe('IAM holds every function of a cell, whatever its code tries', () => {
  test.each(['us', 'eu'] as const)(
    '[BY-11] every role that the cell %s has is within its boundary',
    async (geography) => {
      const site = await cellSite(geography);
      const iam = new IAMClient(clientConfig(theCloud(), site.region));
      const roles = namesIn(site, 'AWS::IAM::Role');
      expect(roles.length).toBeGreaterThanOrEqual(7);
      for (const RoleName of roles) {
        const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
        expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn, RoleName).toBe(boundaryOf(site));
      }
      iam.destroy();
    },
  );

  test('the role of a function permits its own reads, but not those of others', async () => {
    const { region, tables } = theCell('us');
    const site = await cellSite('us');
    const lambda = new LambdaClient(clientConfig(theCloud(), region));
    const [consent] = namesIn(site, 'AWS::Lambda::Function', 'Consent');
    const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: consent }));
    const archive = await packAdversary();
    const tries = await deployAdversary({ region, name: 'adversary-reads', role: Role, archive });
    const Key = { pk: { S: 'us_org_01J00000000000000000000000' }, sk: { S: 'subject' } };
    const calls = [tables.registry, tables.content].map((TableName) => ({
      ...json('dynamodb:GetItem', { TableName, Key }),
      at: region,
    }));

    const answers = await tries(calls);

    const outcomes = answers.map((answer) => outcomeOf('dynamodb:GetItem', answer));
    expect(outcomes).toEqual(['done', 'refused']);
  });
});

import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientConfig } from '../../local/clients.ts';
import { type DeployedStack, deployedStacks } from '../../local/stacks.ts';
import type { Attempt } from './adversary/attempts.ts';
import { createAlmightyRole, deployAdversary } from './adversary/deploy.ts';
import { theCell, theCloud } from './running-cloud.ts';

const refused = 'AccessDeniedException';

describe('IAM holds every function of a cell, whatever its code tries', () => {
  const us = theCell('us');
  const eu = theCell('eu');
  const key = 'us_org_01J00000000000000000000000';
  let stacks: DeployedStack[] = [];

  beforeAll(async () => {
    stacks = await deployedStacks(theCloud(), us.region);
  });

  const resources = (type: string): string[] =>
    stacks.flatMap(({ declared, physical }) =>
      [...declared]
        .filter(([, resource]) => resource.type === type)
        .map(([logical]) => physical.get(logical) ?? ''),
    );

  const boundary = (): string => stacks.map((stack) => stack.outputs.BoundaryArn).find(Boolean) ?? '';

  test('every role that a cell has is within its boundary', async () => {
    const iam = new IAMClient(clientConfig(theCloud(), us.region));
    const roles = resources('AWS::IAM::Role');
    expect(roles.length).toBeGreaterThanOrEqual(6);
    for (const RoleName of roles) {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn, RoleName).toBe(boundary());
    }
  });

  test('the role of a function permits its own reads, but no scan, no copy and no other region', async () => {
    const lambda = new LambdaClient(clientConfig(theCloud(), us.region));
    const consent = resources('AWS::Lambda::Function').find((name) => name.includes('Consent'));
    const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: consent }));
    const tries = await deployAdversary({ region: us.region, name: 'adversary-as-consent', role: Role });

    const results = await tries([
      { call: 'get', region: us.region, table: us.tables.registry, key },
      { call: 'scan', region: us.region, table: us.tables.registry, key },
      { call: 'get', region: us.region, table: us.tables.content, key },
      { call: 'get', region: eu.region, table: eu.tables.registry, key },
      { call: 'replicate', region: us.region, table: us.tables.content, key: eu.region },
    ]);

    expect(results).toEqual(['done', refused, refused, refused, refused]);
  });

  describe('[BY-11] a role that permits everything', () => {
    const escapes = (role: string): Attempt[] => [
      { call: 'get', region: us.region, table: us.tables.registry, key },
      { call: 'get', region: eu.region, table: eu.tables.registry, key },
      { call: 'replicate', region: us.region, table: us.tables.content, key: 'us-west-2' },
      { call: 'shed-boundary', region: us.region, role },
    ];

    test('escapes nowhere while it is within the boundary', async () => {
      const role = await createAlmightyRole({ region: us.region, name: 'bounded', boundary: boundary() });
      const tries = await deployAdversary({ region: us.region, name: 'adversary-bounded', role });
      const results = await tries(escapes('bounded'));
      expect(results).toEqual(['done', refused, refused, expect.stringMatching(/^AccessDenied/)]);
    });

    test('would call another region without it: the boundary is what holds', async () => {
      const role = await createAlmightyRole({ region: us.region, name: 'unbounded' });
      const tries = await deployAdversary({ region: us.region, name: 'adversary-unbounded', role });
      const abroad = escapes('unbounded').slice(0, 2);
      expect(await tries(abroad)).toEqual(['done', 'done']);
    });
  });
});

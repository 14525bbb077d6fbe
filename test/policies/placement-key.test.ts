import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from 'vitest';
import { type Call, tries } from '../escapes/escape.ts';
import { type Cell, named, type Synthesized, synthesizeCells } from '../infrastructure/cells.ts';
import { account, resolver } from './resolve.ts';
import { type PolicyDocument, type SimulatedRole, simulatedCell } from './roles.ts';
import { almighty, type Caller, isAllowed, simulation } from './simulate.ts';

/** The policy of a key, as AWS would hold it. */
const policyIn = (cell: Cell, stack: Synthesized, id: string): PolicyDocument => {
  const { KeyPolicy } = stack.one('AWS::KMS::Key', id).Properties;
  return resolver(cell).filled(stack, KeyPolicy ?? null) as unknown as PolicyDocument;
};

describe.each(named(synthesizeCells({ placements: { tokens: 'signed' } })))(
  'the keys that sign in the cell %s',
  (geography, cell) => {
    const simulated = simulatedCell(cell);
    const keys = {
      checkpoints: {
        arn: simulated.arn('AWS::KMS::Key', 'SigningKeysGeneration1'),
        policy: policyIn(cell, cell.storage, 'SigningKeysGeneration1'),
      },
      'placement-keys': {
        arn: simulated.arn('AWS::KMS::Key', 'PlacementKey'),
        policy: policyIn(cell, cell.service, 'PlacementKey'),
      },
    } as const;
    type Kind = keyof typeof keys;

    /** CloudFormation gives a role the name of its stack and its logical id. */
    const deployed = (role: SimulatedRole): SimulatedRole => ({
      ...role,
      arn: `arn:aws:iam::${account}:role/Domicile-${geography}-Service-${role.name}-x`,
    });
    const roles = simulated.roles.map(deployed);
    const called = (name: string) => roles.find((role) => role.name.startsWith(name)) as SimulatedRole;

    const outcome = async (caller: Caller, action: string, kind: Kind): Promise<string> => {
      const { arn, policy: resourcePolicy } = keys[kind];
      // IAM tells a policy the role of a session.
      const call: Call = tries(action, arn, { context: { 'aws:PrincipalArn': caller.arn } });
      const given = { ...simulation(caller, call, simulated.place), resourcePolicy };
      const answer = await runSimulation(given, {});
      return answer.resultType === 'error' ? JSON.stringify(answer.errors) : answer.overallResult;
    };

    test('[SC-17] [BY-2] sign each for its own function, which cannot sign with the other', async () => {
      const [signer, decisions] = [called('SignerRole'), called('DecisionsRole')];
      for (const action of ['kms:Sign', 'kms:GetPublicKey']) {
        expect(await outcome(decisions, action, 'placement-keys')).toBe('Allowed');
        expect(await outcome(signer, action, 'checkpoints')).toBe('Allowed');
        expect(await outcome(decisions, action, 'checkpoints')).not.toBe('Allowed');
        expect(await outcome(signer, action, 'placement-keys')).not.toBe('Allowed');
      }
    });

    test('[SC-17] [BY-2] sign for nobody else, though they be permitted everything', async () => {
      for (const kind of Object.keys(keys) as Kind[]) {
        expect(await outcome(almighty(), 'kms:Sign', kind)).toBe('ExplicitlyDenied');
        // The same with a role of the cell, had a mistake permitted it everything.
        const other = kind === 'checkpoints' ? 'DecisionsRole' : 'SignerRole';
        const mistaken = { ...called(other), own: almighty().own };
        expect(await outcome(mistaken, 'kms:Sign', kind)).toBe('ExplicitlyDenied');
        const neighbor = {
          ...almighty(),
          arn: called(kind === 'checkpoints' ? 'SignerRole' : 'DecisionsRole').arn.replace(
            `Domicile-${geography}`,
            'Domicile-other',
          ),
        };
        expect(await outcome(neighbor, 'kms:Sign', kind)).toBe('ExplicitlyDenied');
      }
      const others = roles.filter(({ name }) => !/^(Signer|Decisions)Role/.test(name));
      expect(others.length).toBeGreaterThan(10);
      for (const other of others)
        for (const kind of Object.keys(keys) as Kind[])
          expect(await outcome(other, 'kms:Sign', kind), other.name).not.toBe('Allowed');
    });

    test('the function of decisions neither looks at its key nor changes it', async () => {
      const calls = ['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:ScheduleKeyDeletion', 'kms:DescribeKey'];
      for (const action of calls)
        expect(
          await isAllowed(
            called('DecisionsRole'),
            tries(action, keys['placement-keys'].arn),
            simulated.place,
          ),
          action,
        ).toBe(false);
    });
  },
);

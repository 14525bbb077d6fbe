import { describe, expect, test } from 'vitest';
import { programById } from '../../domain/programs/catalog.ts';
import type { Program } from '../../domain/programs/program.ts';
import type { ConfigInput } from '../../lib/config.ts';
import { changed, type Editable, mismatchesOf, nothingKept, resource, saidOf, without } from './parity.ts';

const dropAction = (role: string, action: string) => (all: Editable) => {
  const { Properties } = resource(all, role);
  Properties.Policies = JSON.parse(
    JSON.stringify(Properties.Policies).replaceAll(`"${action}"`, '"dynamodb:GetItem"'),
  );
};

describe('[BY-6] a decision that nothing carries out is found', () => {
  test.each<[string, (all: Editable) => void, RegExp]>([
    ['no schedule', without('PlannerTick60'), /no schedule starts the function that finds what is due/],
    ['a schedule that is off', changed('PlannerTick60', { State: 'DISABLED' }), /no schedule starts/],
    [
      'a schedule that is too slow',
      changed('PlannerTick60', { ScheduleExpression: 'rate(40 days)' }),
      /its deadline cannot be kept \(`retention` of business-apps-data-sharing\/product-improvement is 30 days/,
    ],
    [
      'a planner that may not send',
      dropAction('PlannerRole', 'sqs:SendMessage'),
      /no function finds what is due and sends it/,
    ],
    ['a queue that feeds nobody', without('WorkerFunctionPurgeWork'), /the purge queue feeds no function/],
    [
      'a queue whose mapping is off',
      changed('WorkerFunctionPurgeWork', { Enabled: false }),
      /the purge queue feeds no function/,
    ],
    [
      'a worker that may not delete',
      dropAction('WorkerRole', 'dynamodb:BatchWriteItem'),
      /may not delete content and write evidence/,
    ],
    [
      'no route for captures',
      without('ApiPOSTv1captures', 'AWS::ApiGatewayV2::Route'),
      /no function that captures may write content/,
    ],
    [
      'a recovery window for content',
      changed('TablesContent', { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
      /deleted content can come back/,
    ],
    [
      'no route for choices',
      without('ApiPUTv1settings', 'AWS::ApiGatewayV2::Route'),
      /no function records a choice and its ledger entry/,
    ],
  ])('%s', (_, edit, sentence) => {
    const said = saidOf(mismatchesOf({ edit }), 'decided-without-means');
    expect(said.join('\n')).toMatch(sentence);
  });

  test('a use whose data would leave the geography by the cell itself, which calls nobody', () => {
    const copilot = programById('customer-service-copilot') as Program;
    const uses = Object.fromEntries(
      Object.entries(copilot.uses).map(([id, use]) => [
        id,
        { ...use, carriedOutBy: 'the-cell' } as typeof use,
      ]),
    );
    const programs = [{ ...copilot, uses }];
    const found = (geography: 'eu' | 'us') =>
      saidOf(mismatchesOf({ geography, changes: nothingKept, programs }), 'decided-without-means');
    expect(found('eu')).toEqual([
      'customer-service-copilot/answers-from-united-states can be decided, and its data (moves to us) would be sent by the-cell; allowed: services-of-the-vendor.',
    ]);
    // Where there is nothing to decide, nothing is demanded.
    expect(found('us')).toEqual([]);
  });

  test('a use that cannot be permitted in a geography demands nothing of its cell', () => {
    const changes: Partial<ConfigInput> = { programs: ['business-apps-data-sharing'] };
    const edit = without('PlannerTick60');
    const missing = (geography: 'eu' | 'us') =>
      saidOf(mismatchesOf({ geography, changes, edit }), 'decided-without-means').length;
    expect([missing('eu'), missing('us')]).toEqual([0, 1]);
  });
});

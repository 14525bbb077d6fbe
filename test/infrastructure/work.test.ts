import { describe, expect, test } from 'vitest';
import { workerAccess } from '../../contract/access/worker.ts';
import { minutes } from '../../domain/time.ts';
import { named, type Synthesized, synthesizeCells } from './cells.ts';

const ruleOf = (service: Synthesized, name: string) =>
  service.one('AWS::Events::Rule', `${name}Tick`).Properties;
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const mapping = (service: Synthesized, functionName: string) =>
  service.one('AWS::Lambda::EventSourceMapping', `${functionName}Function`).Properties;

describe.each(named(synthesizeCells()))('the work of the cell %s', (geography, { service }) => {
  test.each([
    ['Planner', 'rate(1 hour)'],
    ['Outbox', 'rate(5 minutes)'],
    ['Auditor', 'rate(1 hour)'],
  ])('%s is started by a schedule, at %s, whose failures are kept', (name, expression) => {
    const rule = ruleOf(service, name);
    expect(rule).toMatchObject({ ScheduleExpression: expression, State: 'ENABLED' });
    expect(rule.Targets).toEqual([
      expect.objectContaining({
        Arn: arnOf(service.one('AWS::Lambda::Function', `${name}Function`).id),
        RetryPolicy: expect.objectContaining({ MaximumRetryAttempts: 2 }),
        DeadLetterConfig: { Arn: arnOf(service.one('AWS::SQS::Queue', 'UndeliveredTicks').id) },
      }),
    ]);
  });

  test('EventBridge may start what the schedules name', () => {
    const permitted = service
      .ofType('AWS::Lambda::Permission')
      .filter(({ Properties }) => Properties.Principal === 'events.amazonaws.com')
      .map(({ Properties }) => JSON.stringify([Properties.FunctionName, Properties.SourceArn]));
    for (const name of ['Planner', 'Outbox', 'Auditor']) {
      expect(permitted).toContainEqual(expect.stringMatching(new RegExp(`${name}Function.*${name}Tick`)));
    }
  });

  test('purge messages stay hidden for six times the time of a worker, and live shorter than a purge may take', () => {
    const queue = service.one('AWS::SQS::Queue', 'PurgeWork').Properties;
    expect(queue.VisibilityTimeout).toBe(6 * workerAccess.timeoutSeconds);
    expect(queue.MessageRetentionPeriod).toBe(4 * 3_600);
    expect(queue.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf(service.one('AWS::SQS::Queue', 'PurgeDeadLetters').id),
      maxReceiveCount: 4,
    });
  });

  test('workers are fed a few at a time, each message failing for itself', () => {
    expect(mapping(service, 'Worker')).toMatchObject({
      EventSourceArn: arnOf(service.one('AWS::SQS::Queue', 'PurgeWork').id),
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: workerAccess.maxConcurrency },
    });
  });

  test('the outbox is fed with inserts into its own partitions, for an hour at most, and failures are kept', () => {
    const { FilterCriteria, ...rest } = mapping(service, 'Outbox');
    const { Filters } = FilterCriteria as unknown as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: `${geography}_outbox#` }] } } } },
    ]);
    expect(rest).toMatchObject({
      MaximumRecordAgeInSeconds: 3_600,
      MaximumRetryAttempts: 3,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: {
        OnFailure: { Destination: arnOf(service.one('AWS::SQS::Queue', 'OutboxFailures').id) },
      },
    });
  });

  test('every queue takes requests over TLS only', () => {
    const secured = service.ofType('AWS::SQS::QueuePolicy').map(({ Properties }) => Properties);
    for (const { id } of service.ofType('AWS::SQS::Queue')) {
      const policy = secured.find(({ Queues }) => JSON.stringify(Queues).includes(id));
      expect(policy?.PolicyDocument).toMatchObject({
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      });
    }
  });

  test('an alarm rings for every queue of dead letters, every failing function and a planner that is silent', () => {
    const alarms = service.ofType('AWS::CloudWatch::Alarm');
    const rings = (metric: string, id: string) =>
      alarms.some(
        ({ Properties }) =>
          Properties.MetricName === metric && JSON.stringify(Properties.Dimensions).includes(id),
      );
    for (const queue of ['PurgeDeadLetters', 'UndeliveredTicks', 'OutboxFailures']) {
      expect(rings('ApproximateNumberOfMessagesVisible', queue)).toBe(true);
    }
    for (const name of ['Planner', 'Worker', 'Outbox', 'Auditor'])
      expect(rings('Errors', `${name}Function`)).toBe(true);
    expect(service.one('AWS::CloudWatch::Alarm', 'PlannerFunctionSilence').Properties).toMatchObject({
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  test('an alarm rings for drift, for what could not be checked, and for an auditor that is silent', () => {
    for (const metric of ['Drift', 'NotChecked']) {
      expect(service.one('AWS::CloudWatch::Alarm', `AuditorFunction${metric}`).Properties).toMatchObject({
        Namespace: 'Domicile/Residency',
        MetricName: metric,
        Dimensions: [{ Name: 'Geography', Value: geography }],
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Period: 3_600,
      });
    }
    expect(service.one('AWS::CloudWatch::Alarm', 'AuditorFunctionSilence').Properties).toMatchObject({
      TreatMissingData: 'breaching',
      Period: 7_200,
    });
  });

  test('no failed start is repeated by itself: the next tick is the repetition', () => {
    const invokes = service.ofType('AWS::Lambda::EventInvokeConfig');
    expect(invokes.map(({ Properties }) => Properties.MaximumRetryAttempts)).toEqual([0, 0, 0, 0, 0]);
  });
});

test('the schedule has the configured interval, and the planner is told of it', () => {
  const [cell] = synthesizeCells({
    geographies: ['uk'],
    retention: { every: minutes(1) },
    audit: { every: minutes(15) },
  });
  const planner = cell?.service.one('AWS::Lambda::Function', 'PlannerFunction').Properties.Environment;
  expect(cell && ruleOf(cell.service, 'Planner').ScheduleExpression).toBe('rate(1 minute)');
  expect(cell && ruleOf(cell.service, 'Auditor').ScheduleExpression).toBe('rate(15 minutes)');
  expect(planner).toMatchObject({ Variables: { RETENTION_TICK_SECONDS: '60' } });
});

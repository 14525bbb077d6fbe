import {
  DeleteSubscriptionFilterCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { AuditedCell } from './audited-cell.ts';
import { elsewhere, type HandMade, openTo, stranger } from './drifts.ts';

const foreignBus = `arn:aws:events:${elsewhere}:${stranger}:event-bus/copies`;

const plannerTargets = (target: Partial<Target>) => (cell: AuditedCell) =>
  cell.events.send(
    new PutTargetsCommand({
      Rule: cell.named('PlannerTick'),
      Targets: [
        {
          Id: 'Target0',
          Arn: cell.arn(`lambda:{here}:function:${cell.named('PlannerFunction')}`),
          DeadLetterConfig: { Arn: queueArn(cell, 'UndeliveredTicks') },
          ...target,
        },
      ],
    }),
  );

const queueArn = (cell: AuditedCell, path: string) =>
  cell.arn(`sqs:{here}:${cell.named(path).split('/').at(-1)}`);

const retention = (retentionInDays: number) => (cell: AuditedCell) =>
  cell.logs.send(
    new PutRetentionPolicyCommand({ logGroupName: cell.named('SettingsLogs'), retentionInDays }),
  );

const setQueue = (cell: AuditedCell, Attributes: Record<string, string>) =>
  cell.sqs.send(new SetQueueAttributesCommand({ QueueUrl: cell.named('PurgeWork'), Attributes }));

const queuePolicy = (cell: AuditedCell) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: queueArn(cell, 'PurgeWork'),
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });

export const movingDrifts: readonly HandMade[] = [
  {
    what: 'a rule tells somebody else',
    finding: ['PlannerTick', 'targets'],
    make: (cell) =>
      plannerTargets({ Arn: foreignBus, RoleArn: cell.arn('iam::{account}:role/sender') })(cell),
    mend: plannerTargets({}),
  },
  {
    what: 'what a rule could not deliver goes abroad',
    finding: ['PlannerTick', 'targets'],
    make: plannerTargets({ DeadLetterConfig: { Arn: `arn:aws:sqs:${elsewhere}:${stranger}:letters` } }),
    mend: plannerTargets({}),
  },
  {
    what: 'a schedule is stopped',
    finding: ['PlannerTick', 'state'],
    make: (cell) => cell.events.send(new DisableRuleCommand({ Name: cell.named('PlannerTick') })),
    mend: (cell) => cell.events.send(new EnableRuleCommand({ Name: cell.named('PlannerTick') })),
  },
  {
    what: 'somebody adds a rule that sends events of the cell abroad',
    finding: ['Bus', 'targets-elsewhere'],
    make: async (cell) => {
      const EventBusName = cell.named('Bus');
      const EventPattern = JSON.stringify({ source: ['domicile'] });
      await cell.events.send(new PutRuleCommand({ Name: 'by-hand', EventBusName, EventPattern }));
      const RoleArn = cell.arn('iam::{account}:role/sender');
      const Targets = [{ Id: 'abroad', Arn: foreignBus, RoleArn }];
      await cell.events.send(new PutTargetsCommand({ Rule: 'by-hand', EventBusName, Targets }));
    },
    mend: async (cell) => {
      const EventBusName = cell.named('Bus');
      await cell.events.send(new RemoveTargetsCommand({ Rule: 'by-hand', EventBusName, Ids: ['abroad'] }));
      await cell.events.send(new DeleteRuleCommand({ Name: 'by-hand', EventBusName }));
    },
  },
  {
    what: 'events of the cell are kept in an archive',
    finding: ['Bus', 'archives'],
    make: (cell) =>
      cell.events.send(
        new CreateArchiveCommand({
          ArchiveName: 'by-hand',
          EventSourceArn: cell.arn(`events:{here}:event-bus/${cell.named('Bus')}`),
        }),
      ),
    mend: (cell) => cell.events.send(new DeleteArchiveCommand({ ArchiveName: 'by-hand' })),
  },
  {
    what: 'another account may put events on the bus',
    finding: ['Bus', 'policy'],
    make: (cell) =>
      cell.events.send(
        new PutPermissionCommand({
          EventBusName: cell.named('Bus'),
          StatementId: 'by-hand',
          Action: 'events:PutEvents',
          Principal: stranger,
        }),
      ),
    mend: (cell) =>
      cell.events.send(
        new RemovePermissionCommand({ EventBusName: cell.named('Bus'), StatementId: 'by-hand' }),
      ),
  },
  {
    what: 'logs are kept for longer',
    finding: ['SettingsLogs', 'retention'],
    make: retention(365),
    mend: retention(30),
  },
  {
    what: 'logs are passed on',
    finding: ['WorkerLogs', 'subscriptions'],
    make: (cell) =>
      cell.logs.send(
        new PutSubscriptionFilterCommand({
          logGroupName: cell.named('WorkerLogs'),
          filterName: 'by-hand',
          filterPattern: '',
          destinationArn: `arn:aws:logs:${elsewhere}:${stranger}:destination:copies`,
        }),
      ),
    mend: (cell) =>
      cell.logs.send(
        new DeleteSubscriptionFilterCommand({
          logGroupName: cell.named('WorkerLogs'),
          filterName: 'by-hand',
        }),
      ),
  },
  {
    what: 'another account may take messages from a queue',
    finding: ['PurgeWork', 'policy'],
    make: (cell) => setQueue(cell, { Policy: openTo('sqs:ReceiveMessage', queueArn(cell, 'PurgeWork')) }),
    mend: (cell) => setQueue(cell, { Policy: queuePolicy(cell) }),
  },
  {
    what: 'messages of a queue live longer',
    finding: ['PurgeWork', 'message-life'],
    make: (cell) => setQueue(cell, { MessageRetentionPeriod: '1209600' }),
    mend: (cell) => setQueue(cell, { MessageRetentionPeriod: '14400' }),
  },
];

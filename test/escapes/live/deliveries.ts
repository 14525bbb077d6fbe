import { form, json, type LiveCalls, rest } from './call.ts';

const address = 'https://a.execute-api.us-east-1.amazonaws.com/x';
const role = 'arn:aws:iam::{account}:role/{role}';
const queue = 'arn:aws:sqs:{here}:{account}:{queue}';
const queueAbroad = 'arn:aws:sqs:{abroad}:{account}:{queueAbroad}';
const queueUrl = (region: string, account: string, name: string) =>
  `https://sqs.${region}.amazonaws.com/${account}/${name}`;
const fn = '/2015-03-31/functions/{fn}';
const bus = 'arn:aws:events:{here}:{account}:event-bus/{bus}';

/** Events, messages and calls that go somewhere. */
export const deliveries: LiveCalls = {
  'rule-target': [
    json('events:PutTargets', {
      Rule: '{rule}',
      Targets: [
        { Id: 'abroad', Arn: 'arn:aws:events:{abroad}:{account}:event-bus/{busAbroad}', RoleArn: role },
      ],
    }),
    json('events:PutRule', { Name: 'an-escape', EventBusName: '{bus}', EventPattern: '{"source":["x"]}' }),
  ],
  'rule-dead-letters': [
    json('events:PutTargets', {
      Rule: '{rule}',
      Targets: [{ Id: 'letters', Arn: queue, DeadLetterConfig: { Arn: queueAbroad } }],
    }),
  ],
  'events-endpoint': [
    json('events:CreateEndpoint', {
      Name: 'e',
      RoutingConfig: {
        FailoverConfig: { Primary: { HealthCheck: 'h' }, Secondary: { Route: '{abroad}' } },
      },
      EventBuses: [{ EventBusArn: bus }, { EventBusArn: bus.replace('{here}', '{abroad}') }],
    }),
  ],
  'events-archive': [
    json('events:CreateArchive', { ArchiveName: 'a', EventSourceArn: bus }),
    json('events:StartReplay', {
      ReplayName: 'r',
      EventSourceArn: 'arn:aws:events:{here}:{account}:archive/a',
      EventStartTime: 1_700_000_000,
      EventEndTime: 1_700_000_060,
      Destination: { Arn: bus },
    }),
  ],
  'api-destination': [
    json('events:CreateConnection', {
      Name: 'c',
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'k', ApiKeyValue: 'v' } },
    }),
    json('events:CreateApiDestination', {
      Name: 'd',
      ConnectionArn: 'arn:aws:events:{here}:{account}:connection/c',
      InvocationEndpoint: address,
      HttpMethod: 'POST',
    }),
  ],
  'bus-policy': [
    json('events:PutPermission', {
      EventBusName: '{bus}',
      Action: 'events:PutEvents',
      Principal: '*',
      StatementId: 'all',
    }),
  ],
  'event-put-abroad': [
    json(
      'events:PutEvents',
      { Entries: [{ Source: 'x', DetailType: 'x', Detail: '{"x":1}', EventBusName: '{busAbroad}' }] },
      { at: '{abroad}' },
    ),
    json('events:PutEvents', {
      Entries: [
        {
          Source: 'x',
          DetailType: 'x',
          Detail: '{"x":1}',
          EventBusName: 'arn:aws:events:{here}:{other}:event-bus/theirs',
        },
      ],
    }),
  ],
  pipe: [
    rest('pipes:CreatePipe', 'POST', '/v1/pipes/p', { RoleArn: role, Source: queue, Target: queueAbroad }),
  ],
  schedule: [
    rest('scheduler:CreateSchedule', 'POST', '/schedules/s', {
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: queueAbroad, RoleArn: role },
      State: 'DISABLED',
    }),
  ],
  'schedule-dead-letters': [
    rest('scheduler:CreateSchedule', 'POST', '/schedules/letters', {
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: queue, RoleArn: role, DeadLetterConfig: { Arn: queueAbroad } },
      State: 'DISABLED',
    }),
  ],
  subscription: [
    form('sns:Subscribe', { TopicArn: '{topic}', Protocol: 'https', Endpoint: encodeURIComponent(address) }),
    form('sns:Subscribe', { TopicArn: '{topic}', Protocol: 'sqs', Endpoint: queueAbroad }),
  ],
  'topic-published-abroad': [
    form('sns:Publish', { TopicArn: '{topic}', Message: 'data' }),
    form('sns:Publish', { TopicArn: '{topicAbroad}', Message: 'data' }, { at: '{abroad}' }),
  ],
  'queue-abroad': [
    json(
      'sqs:SendMessage',
      { QueueUrl: queueUrl('{abroad}', '{account}', '{queueAbroad}'), MessageBody: 'data' },
      { at: '{abroad}' },
    ),
    json('sqs:SendMessage', { QueueUrl: queueUrl('{here}', '{other}', 'theirs'), MessageBody: 'data' }),
  ],
  'queue-dead-letters': [
    json('sqs:SetQueueAttributes', {
      QueueUrl: queueUrl('{here}', '{account}', '{queue}'),
      Attributes: {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueAbroad, maxReceiveCount: 1 }),
      },
    }),
  ],
  'queue-policy': [
    json('sqs:AddPermission', {
      QueueUrl: queueUrl('{here}', '{account}', '{queue}'),
      Label: 'theirs',
      AWSAccountIds: ['{other}'],
      Actions: ['SendMessage'],
    }),
  ],
  'workflow-http': [
    json('states:CreateStateMachine', {
      name: 'an-escape',
      roleArn: role,
      definition: JSON.stringify({ StartAt: 'S', States: { S: { Type: 'Pass', End: true } } }),
    }),
    json('states:StartExecution', {
      stateMachineArn: 'arn:aws:states:{here}:{account}:stateMachine:an-escape',
    }),
  ],
  'function-destination': [
    rest('lambda:CreateEventSourceMapping', 'POST', '/2015-03-31/event-source-mappings', {
      EventSourceArn: queue,
      FunctionName: '{fn}',
      Enabled: false,
    }),
  ],
  'function-code': [
    rest('lambda:UpdateFunctionCode', 'PUT', `${fn}/code`, { ZipFile: '{zip}' }),
    rest('lambda:CreateFunction', 'POST', '/2015-03-31/functions', {
      FunctionName: 'an-escape',
      Role: role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: '{zip}' },
    }),
    rest('lambda:PublishLayerVersion', 'POST', '/2018-10-31/layers/l/versions', {
      Content: { ZipFile: '{zip}' },
    }),
  ],
  'function-environment': [
    rest('lambda:UpdateFunctionConfiguration', 'PUT', `${fn}/configuration`, {
      Environment: { Variables: { TABLES: 'https://dynamodb.us-west-2.amazonaws.com' } },
    }),
  ],
  'function-opened': [
    rest('lambda:AddPermission', 'POST', `${fn}/policy`, {
      StatementId: 'all',
      Action: 'lambda:InvokeFunction',
      Principal: '*',
    }),
    rest('lambda:CreateFunctionUrlConfig', 'POST', '/2021-10-31/functions/{fn}/url', { AuthType: 'NONE' }),
  ],
  'function-called-abroad': [
    rest(
      'lambda:InvokeFunction',
      'POST',
      '/2015-03-31/functions/{fnAbroad}/invocations',
      { data: 1 },
      { at: '{abroad}' },
    ),
  ],
  'api-integration': [
    rest('apigateway:POST', 'POST', '/v2/apis', { name: 'an-escape', protocolType: 'HTTP', target: address }),
    rest('apigateway:PATCH', 'PATCH', '/v2/apis/a', { name: 'an-escape' }),
  ],
};

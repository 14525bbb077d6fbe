import { arnAbroad, declares, type Escape, tries } from './escape.ts';

const rule = 'arn:aws:events:{here}:{account}:rule/r';
const fn = 'arn:aws:lambda:{here}:{account}:function:f';
const queue = 'arn:aws:sqs:{here}:{account}:{queue}';
const abroad = arnAbroad('sqs', 'q');
const address = 'https://a.execute-api.us-east-1.amazonaws.com/x';
const own = { 'Fn::GetAtt': ['Own', 'Arn'] };

/** Events, messages and calls that go somewhere, and where they go when they fail. */
export const deliveries: readonly Escape[] = [
  {
    id: 'rule-target',
    way: 'A rule whose target is the bus of another region',
    layers: {
      template: declares('event-targets', 'AWS::Events::Rule', {
        Targets: [{ Arn: arnAbroad('events', 'event-bus/b') }],
      }),
      policy: [tries('events:PutTargets', rule), tries('events:PutRule', rule)],
    },
  },
  {
    id: 'rule-dead-letters',
    way: 'A rule whose failed events go to a queue abroad',
    layers: {
      template: declares('event-targets', 'AWS::Events::Rule', {
        Targets: [{ Arn: own, DeadLetterConfig: { Arn: abroad } }],
      }),
    },
  },
  {
    id: 'events-endpoint',
    way: 'A global endpoint that replicates events into a second region',
    layers: {
      template: declares('event-endpoints', 'AWS::Events::Endpoint', {
        RoutingConfig: { FailoverConfig: { Secondary: { Route: 'us-east-1' } } },
      }),
      policy: [tries('events:CreateEndpoint', 'arn:aws:events:{here}:{account}:endpoint/e')],
    },
  },
  {
    id: 'events-archive',
    way: 'An archive of events, and their replay',
    layers: {
      policy: [
        tries('events:CreateArchive', 'arn:aws:events:{here}:{account}:archive/a'),
        tries('events:StartReplay', 'arn:aws:events:{here}:{account}:replay/r'),
      ],
    },
  },
  {
    id: 'api-destination',
    way: 'Events sent to a web address',
    layers: {
      template: declares('api-destinations', 'AWS::Events::ApiDestination', { InvocationEndpoint: address }),
      policy: [
        tries('events:CreateApiDestination', 'arn:aws:events:{here}:{account}:api-destination/d'),
        tries('events:CreateConnection', 'arn:aws:events:{here}:{account}:connection/c'),
      ],
    },
  },
  {
    id: 'bus-policy',
    way: 'The bus opened to another account',
    layers: { policy: [tries('events:PutPermission')] },
  },
  {
    id: 'event-put-abroad',
    way: 'Events put on the bus of another region or account',
    layers: {
      policy: [
        tries('events:PutEvents', 'arn:aws:events:{abroad}:{account}:event-bus/{bus}', { at: '{abroad}' }),
        tries('events:PutEvents', 'arn:aws:events:{here}:{other}:event-bus/theirs', { of: '{other}' }),
      ],
    },
  },
  {
    id: 'pipe',
    way: 'A pipe that delivers abroad, which knows no condition key',
    layers: {
      template: declares('pipes', 'AWS::Pipes::Pipe', { Source: own, Target: abroad }),
      policy: [tries('pipes:CreatePipe', 'arn:aws:pipes:{here}:{account}:pipe/p')],
    },
  },
  {
    id: 'schedule',
    way: 'A schedule that calls something abroad, which knows no condition key',
    layers: {
      template: declares('schedules', 'AWS::Scheduler::Schedule', { Target: { Arn: abroad } }),
      policy: [tries('scheduler:CreateSchedule', 'arn:aws:scheduler:{here}:{account}:schedule/default/s')],
    },
  },
  {
    id: 'schedule-dead-letters',
    way: 'A schedule whose failures go to a queue abroad',
    layers: {
      template: declares('schedules', 'AWS::Scheduler::Schedule', {
        Target: { Arn: own, DeadLetterConfig: { Arn: abroad } },
      }),
    },
  },
  {
    id: 'subscription',
    way: 'A topic that delivers abroad',
    layers: {
      template: declares('subscriptions', 'AWS::SNS::Subscription', { Endpoint: abroad, Protocol: 'sqs' }),
      policy: [tries('sns:Subscribe', 'arn:aws:sns:{here}:{account}:t')],
    },
  },
  {
    id: 'topic-published-abroad',
    way: 'Messages published to a topic, near or abroad',
    layers: {
      policy: [
        tries('sns:Publish', 'arn:aws:sns:{here}:{account}:t'),
        tries('sns:Publish', 'arn:aws:sns:{abroad}:{account}:t', { at: '{abroad}' }),
      ],
    },
  },
  {
    id: 'queue-abroad',
    way: 'Messages sent to the queue of another region or account',
    layers: {
      policy: [
        tries('sqs:SendMessage', 'arn:aws:sqs:{abroad}:{account}:{queue}', { at: '{abroad}' }),
        tries('sqs:SendMessage', 'arn:aws:sqs:{here}:{other}:theirs', { of: '{other}' }),
      ],
    },
  },
  {
    id: 'queue-dead-letters',
    way: 'A queue whose dead letters lie abroad',
    layers: {
      template: declares('function-destinations', 'AWS::SQS::Queue', {
        RedrivePolicy: { deadLetterTargetArn: abroad },
      }),
      policy: [tries('sqs:SetQueueAttributes', queue), tries('sqs:StartMessageMoveTask', queue)],
    },
  },
  {
    id: 'queue-policy',
    way: 'A queue opened to another account',
    layers: { policy: [tries('sqs:AddPermission', queue)] },
  },
  {
    id: 'workflow-http',
    way: 'A workflow that calls a web address, or any service of AWS',
    layers: {
      template: declares('state-machines', 'AWS::StepFunctions::StateMachine', {
        DefinitionString: `{"Resource":"arn:aws:states:::http:invoke","Parameters":{"ApiEndpoint":"${address}"}}`,
      }),
      policy: [
        tries('states:CreateStateMachine', 'arn:aws:states:{here}:{account}:stateMachine:m'),
        tries('states:StartExecution', 'arn:aws:states:{here}:{account}:stateMachine:m'),
      ],
    },
  },
  {
    id: 'function-destination',
    way: 'A function whose results or failures go abroad',
    layers: {
      template: declares('function-destinations', 'AWS::Lambda::EventInvokeConfig', {
        DestinationConfig: { OnFailure: { Destination: abroad } },
      }),
      policy: [
        tries('lambda:PutFunctionEventInvokeConfig', fn),
        tries('lambda:UpdateEventSourceMapping', 'arn:aws:lambda:{here}:{account}:event-source-mapping:m'),
        tries('lambda:CreateEventSourceMapping'),
      ],
    },
  },
  {
    id: 'function-code',
    way: 'Other code put into a function, as a whole or as a layer',
    layers: {
      policy: [
        tries('lambda:UpdateFunctionCode', fn),
        tries('lambda:CreateFunction', fn),
        tries('lambda:PublishLayerVersion', 'arn:aws:lambda:{here}:{account}:layer:l'),
      ],
    },
  },
  {
    id: 'function-environment',
    way: 'A function that is told the endpoint of another region',
    layers: {
      template: declares('foreign-endpoints', 'AWS::Lambda::Function', {
        Environment: { Variables: { TABLES: 'https://dynamodb.us-west-2.amazonaws.com' } },
      }),
      policy: [tries('lambda:UpdateFunctionConfiguration', fn)],
    },
  },
  {
    id: 'function-opened',
    way: 'A function opened to others, by permission or by an address of its own',
    layers: { policy: [tries('lambda:AddPermission', fn), tries('lambda:CreateFunctionUrlConfig', fn)] },
  },
  {
    id: 'function-called-abroad',
    way: 'A function of another region or account called with data',
    layers: {
      policy: [
        tries('lambda:InvokeFunction', 'arn:aws:lambda:{abroad}:{account}:function:f', { at: '{abroad}' }),
        tries('lambda:InvokeFunction', 'arn:aws:lambda:{here}:{other}:function:theirs', { of: '{other}' }),
      ],
    },
  },
  {
    id: 'api-integration',
    way: 'An API that hands its requests to an address abroad',
    layers: {
      template: declares('integrations', 'AWS::ApiGatewayV2::Integration', { IntegrationUri: address }),
      policy: [
        tries('apigateway:PATCH', 'arn:aws:apigateway:{here}::/restapis/r'),
        tries('apigateway:POST', 'arn:aws:apigateway:{here}::/restapis'),
      ],
    },
  },
];

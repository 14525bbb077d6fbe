/** What the texts in braces stand for where calls are really made: a cell's things, or stand-ins of the same kinds. */
export type LivePlace = {
  readonly here: string;
  /** The region of another cell that runs. */
  readonly abroad: string;
  /** A region without a cell. */
  readonly elsewhere: string;
  readonly account: string;
  readonly other: string;
  readonly content: string;
  readonly registry: string;
  readonly contentAbroad: string;
  readonly key: string;
  readonly keyAbroad: string;
  readonly queue: string;
  readonly queueAbroad: string;
  readonly bus: string;
  readonly busAbroad: string;
  readonly rule: string;
  readonly fn: string;
  readonly fnAbroad: string;
  readonly logs: string;
  readonly logsAbroad: string;
  readonly role: string;
  /** The ARN of the boundary. */
  readonly boundary: string;
  readonly pool: string;
  /** A stand-in where a cell has no such thing. */
  readonly bucket: string;
  readonly topic: string;
  readonly topicAbroad: string;
  readonly secret: string;
  /** Code for a function, as it is sent. */
  readonly zip: string;
};

/** A call to AWS as it goes over the wire, with texts in braces, and the action that IAM knows it by. */
export type LiveCall = {
  readonly action: string;
  /** What its signature names as the service. */
  readonly service: string;
  readonly at: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

type Where = { readonly at?: '{abroad}' | '{elsewhere}' | 'us-east-1' | 'us-west-2' };

/** What stands before the operation in the target of the services that are spoken to in JSON. */
const targets: Readonly<Record<string, string>> = {
  athena: 'AmazonAthena',
  cloudtrail: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101',
  codebuild: 'CodeBuild_20161006',
  'cognito-idp': 'AWSCognitoIdentityProviderService',
  config: 'StarlingDoveService',
  dynamodb: 'DynamoDB_20120810',
  ecs: 'AmazonEC2ContainerServiceV20141113',
  events: 'AWSEvents',
  firehose: 'Firehose_20150804',
  glue: 'AWSGlue',
  kinesis: 'Kinesis_20131202',
  kms: 'TrentService',
  logs: 'Logs_20140328',
  secretsmanager: 'secretsmanager',
  sqs: 'AmazonSQS',
  ssm: 'AmazonSSM',
  states: 'AWSStepFunctions',
  transfer: 'TransferService',
  wafv2: 'AWSWAF_20190729',
};

const split = (action: string): readonly [service: string, operation: string] => {
  const [service = '', operation = ''] = action.split(':');
  return [service, operation];
};

/** A call of a service that is spoken to in JSON: `json('kms:PutKeyPolicy', { KeyId: '{key}' })`. */
export const json = (action: string, body: object, { at }: Where = {}): LiveCall => {
  const [service, operation] = split(action);
  return {
    action,
    service,
    at: at ?? '{here}',
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${targets[service]}.${operation}`,
    },
    body: JSON.stringify(body),
  };
};

/** A call of a service that is spoken to in forms: `form('iam:CreateUser', { UserName: 'new' })`. */
export const form = (
  action: string,
  fields: Readonly<Record<string, string>>,
  { at }: Where = {},
): LiveCall => ({
  action,
  service: split(action)[0],
  at: at ?? (action.startsWith('iam:') ? 'us-east-1' : '{here}'),
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  // Braces stay as they are, to be filled in later.
  body: Object.entries({ Action: split(action)[1], ...fields })
    .map(([name, value]) => `${name}=${value}`)
    .join('&'),
});

/** A call of a service that is spoken to by paths: `rest('lambda:AddPermission', 'POST', '/…', { … })`. */
export const rest = (
  action: string,
  method: LiveCall['method'],
  path: string,
  body: object | string = '',
  { at, headers = {} }: Where & { readonly headers?: Readonly<Record<string, string>> } = {},
): LiveCall => ({
  action,
  service: split(action)[0],
  at: at ?? '{here}',
  method,
  path,
  headers: { ...(typeof body === 'object' && { 'content-type': 'application/json' }), ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** Calls by the id of the escape that they try. */
export type LiveCalls = Readonly<Record<string, readonly LiveCall[]>>;

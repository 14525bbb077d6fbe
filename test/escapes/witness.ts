import type { Fields } from '../../lib/residency/template/values.ts';
import { type Escape, tries } from './escape.ts';

/** What stands in a template that sends signed checkpoints to an outside witness; `It` is the address. */
export type WitnessParts = {
  readonly It: Fields;
  readonly Connection: Fields;
  readonly Sends: Fields;
  readonly Target: Fields;
};

const attribute = (id: string): Fields => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** An outside witness as a cell has it: what the rules let pass, and the ways out begin from. */
export const aWitness: WitnessParts = {
  It: {
    ConnectionArn: attribute('Connection'),
    Description: 'a witness',
    HttpMethod: 'POST',
    InvocationEndpoint: 'https://witness.example.org/checkpoints',
    InvocationRateLimitPerSecond: 1,
    Name: 'Domicile-eu-Witness',
  },
  Connection: {
    AuthorizationType: 'API_KEY',
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'Domicile-Cell', ApiKeyValue: 'eu' } },
    Description: 'no secret',
  },
  Sends: {
    Description: 'sends checkpoints',
    EventBusName: { Ref: 'Bus' },
    EventPattern: { source: ['domicile'], 'detail-type': ['CheckpointSigned'] },
    Name: 'Domicile-eu-Witness',
  },
  Target: {
    Arn: attribute('It'),
    DeadLetterConfig: { Arn: attribute('Own') },
    Id: 'Witness',
    InputTransformer: {
      InputPathsMap: { checkpoint: '$.detail.checkpoint' },
      InputTemplate: '{"checkpoint":<checkpoint>,"kind":"checkpoint-file","v":1}',
    },
    RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    RoleArn: attribute('Sender'),
  },
};

/** The resources beside the address: bus, connection, rule and role. */
export const besideOf = ({ Connection, Sends, Target }: WitnessParts): Fields => ({
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  Connection: { Type: 'AWS::Events::Connection', Properties: Connection },
  Sender: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' } },
        ],
      },
      Policies: [
        {
          PolicyName: 'sends',
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: attribute('It') },
            ],
          },
        },
      ],
    },
  },
  Sends: { Type: 'AWS::Events::Rule', Properties: { Targets: [Target], ...Sends } },
});

type Changes = { readonly [Name in keyof WitnessParts]?: Fields } & { readonly more?: Fields };

/** The way out of a witness that is a little more than one. */
export const widened = ({ more = {}, ...changes }: Changes) => {
  const parts: WitnessParts = {
    It: { ...aWitness.It, ...changes.It },
    Connection: { ...aWitness.Connection, ...changes.Connection },
    Sends: { ...aWitness.Sends, ...changes.Sends },
    Target: { ...aWitness.Target, ...changes.Target },
  };
  return { properties: parts.It, beside: { ...besideOf(parts), ...more } };
};

const anEscape = (id: string, way: string, changes: Changes): Escape => ({
  id,
  way,
  layers: {
    template: { rule: 'api-destinations', type: 'AWS::Events::ApiDestination', ...widened(changes) },
  },
});

const everything = { InputPathsMap: { checkpoint: '$.detail' }, InputTemplate: '<checkpoint>' };

/** An outside witness of the log, made to be told more than signed checkpoints, or to be somebody else. */
export const witnesses: readonly Escape[] = [
  anEscape('witness-other-events', 'A witness that is told of other events too', {
    Sends: { EventPattern: { source: ['domicile'], 'detail-type': ['CheckpointSigned', 'LotPurged'] } },
  }),
  anEscape('witness-whole-event', 'A witness that is sent the whole event', {
    Target: { InputTransformer: everything },
  }),
  anEscape('witness-second-rule', 'A second rule that sends to the address of the witness', {
    more: {
      Second: {
        Type: 'AWS::Events::Rule',
        Properties: { EventPattern: { source: ['domicile'] }, Targets: [{ Id: 'a', Arn: attribute('It') }] },
      },
    },
  }),
  anEscape('witness-plain-http', 'A witness that is sent to without encryption', {
    It: { InvocationEndpoint: 'http://witness.example.org/checkpoints' },
  }),
  anEscape('witness-other-bus', 'A witness that listens to another bus', {
    Sends: { EventBusName: 'default' },
  }),
  {
    id: 'witness-by-hand',
    way: 'Events sent to the address of the witness, by whoever is no rule of the cell',
    layers: {
      policy: [
        tries(
          'events:InvokeApiDestination',
          'arn:aws:events:{here}:{account}:api-destination/Domicile-{geography}-Witness/1',
        ),
      ],
    },
  },
];

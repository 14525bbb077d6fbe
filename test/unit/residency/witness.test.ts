import { describe, expect, test } from 'vitest';
import { cellHeader, checkpointFileInput, witnessedEvents } from '../../../contract/events/witness.ts';
import type { Fields } from '../../../lib/residency/template/values.ts';
import { isWitnessAddress } from '../../../lib/residency/witness-address.ts';
import { aWitness, besideOf, widened } from '../../escapes/witness.ts';
import { saidOf, saidOfAll, templateOf } from './templates.ts';

const type = 'AWS::Events::ApiDestination';
const refused = 'cannot tell: api-destinations';

const chosen: Fields = {
  Parameters: { Side: { Type: 'String' } },
  Conditions: { Chosen: { 'Fn::Equals': [{ Ref: 'Side' }, 'yes'] } },
};
const saidOfChanged = (changes: Parameters<typeof widened>[0]) => {
  const { properties, beside } = widened(changes);
  return saidOf(templateOf(type, properties, chosen, beside));
};

const It = { 'Fn::GetAtt': ['It', 'Arn'] };
const events = { source: ['domicile'], 'detail-type': ['CheckpointSigned'] };
const transformed = (InputPathsMap: Fields, InputTemplate: string) => ({
  Target: { InputTransformer: { InputPathsMap, InputTemplate } },
});
const apiKey = (ApiKeyValue: string, more: Fields = {}) => ({
  Connection: {
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'Domicile-Cell', ApiKeyValue }, ...more },
  },
});

describe('a witness of a log', () => {
  test('[BY-11] is let pass as a cell has it', () => {
    expect(saidOf(templateOf(type, aWitness.It, {}, besideOf(aWitness)))).toEqual([]);
  });

  test('is told what the contract says', () => {
    expect(aWitness.Target.InputTransformer).toEqual(checkpointFileInput);
    expect(aWitness.Sends.EventPattern).toEqual(witnessedEvents);
    expect(JSON.stringify(aWitness.Connection)).toContain(`"${cellHeader}"`);
  });

  test.each<[string, Parameters<typeof widened>[0]]>([
    ['another event', { Sends: { EventPattern: { ...events, 'detail-type': ['LotPurged'] } } }],
    ['every event of the cell', { Sends: { EventPattern: { source: ['domicile'] } } }],
    ['events of another source', { Sends: { EventPattern: { ...events, source: ['domicile', 'aws.s3'] } } }],
    [
      'events that begin alike',
      { Sends: { EventPattern: { ...events, 'detail-type': [{ prefix: 'Check' }] } } },
    ],
    ['what either of two patterns takes', { Sends: { EventPattern: { $or: [events, { account: ['1'] }] } } }],
    ['a pattern that is a text', { Sends: { EventPattern: JSON.stringify(events) } }],
    ['what a condition decides', { Sends: { EventPattern: { 'Fn::If': ['Chosen', events, {}] } } }],
    ['a tick as well', { Sends: { ScheduleExpression: 'rate(1 minute)' } }],
    ['the whole detail', transformed({ checkpoint: '$.detail' }, '<checkpoint>')],
    ['the detail as text', transformed({ checkpoint: '$.detail' }, checkpointFileInput.InputTemplate)],
    ['a second part', transformed({ checkpoint: '$.detail.checkpoint', more: '$.detail' }, '<more>')],
    ['the event itself', transformed({ checkpoint: '$.detail.checkpoint' }, '<aws.events.event>')],
    [
      'the event beside the file',
      transformed(
        { checkpoint: '$.detail.checkpoint' },
        '{"checkpoint":<checkpoint>,"e":<aws.events.event.json>}',
      ),
    ],
    ['the event without a template', { Target: { InputTransformer: { Ref: 'AWS::NoValue' } } }],
    [
      'what a condition may leave out, so that the event goes out as it is',
      {
        Target: {
          InputTransformer: {
            'Fn::If': ['Chosen', aWitness.Target.InputTransformer ?? null, { Ref: 'AWS::NoValue' }],
          },
        },
      },
    ],
    ['a part by its path', { Target: { InputPath: '$.detail' } }],
    ['headers from the event', { Target: { HttpParameters: { HeaderParameters: { a: '$.detail.root' } } } }],
    [
      'the same to a second target',
      { Sends: { Targets: [aWitness.Target, { ...aWitness.Target, Id: 'b' }] } },
    ],
    ['plain HTTP', { It: { InvocationEndpoint: 'http://witness.example.org/checkpoints' } }],
    ['an address of a number', { It: { InvocationEndpoint: 'https://192.0.2.1/checkpoints' } }],
    ['a path from the event', { It: { InvocationEndpoint: 'https://witness.example.org/*' } }],
    ['a query', { It: { InvocationEndpoint: 'https://witness.example.org/?a=b' } }],
    ['another method', { It: { HttpMethod: 'GET' } }],
    ['an address that a parameter names', { It: { InvocationEndpoint: { Ref: 'Side' } } }],
    [
      'an address that a condition chooses',
      {
        It: {
          InvocationEndpoint: { 'Fn::If': ['Chosen', 'https://a.example.org/', 'https://b.example.org/'] },
        },
      },
    ],
    ['the default bus', { Sends: { EventBusName: 'default' } }],
    [
      'a bus of another account',
      {
        Sends: { EventBusName: 'arn:aws:events:eu-central-1:444455556666:event-bus/theirs' },
      },
    ],
    ['what is no bus', { Sends: { EventBusName: { Ref: 'Own' } } }],
    ['a key that is more than a word', apiKey('something-that-is-longer')],
    ['a key that is looked up', apiKey('{{resolve:secretsmanager:theirs}}')],
    [
      'another header',
      {
        Connection: {
          AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'Authorization', ApiKeyValue: 'eu' } },
        },
      },
    ],
    [
      'more with each request',
      apiKey('eu', {
        InvocationHttpParameters: { BodyParameters: [{ Key: 'a', Value: 'b' }] },
      }),
    ],
    ['another authorization', { Connection: { AuthorizationType: 'BASIC' } }],
    [
      'a pipe to the address',
      {
        more: { Pipe: { Type: 'AWS::Pipes::Pipe', Properties: { Source: It, Target: It } } },
      },
    ],
    [
      'somebody who is told where it is',
      {
        more: { Told: { Type: 'AWS::SSM::Parameter', Properties: { Value: It } } },
      },
    ],
    ['nobody who sends', { Target: { Arn: { 'Fn::GetAtt': ['Own', 'Arn'] } } }],
  ])('[BY-11] is none with %s', (_, changes) => {
    expect(saidOfChanged(changes)).toContain(refused);
  });

  test('is none where a rule of another template sends to it too', () => {
    const content = templateOf(type, aWitness.It, {}, besideOf(aWitness));
    const exporting = { ...content, Outputs: { It: { Value: It, Export: { Name: 'it' } } } };
    const second = templateOf('AWS::Events::Rule', {
      EventPattern: { source: ['domicile'] },
      Targets: [{ Id: 'a', Arn: { 'Fn::ImportValue': 'it' } }],
    });
    expect(saidOfAll([exporting])).toEqual([]);
    expect(saidOfAll([exporting, second])).toEqual([refused]);
  });

  test('is told from another of the same logical id, in another template', () => {
    const content = templateOf(type, aWitness.It, {}, besideOf(aWitness));
    expect(saidOfAll([content, structuredClone(content)])).toEqual([]);
  });

  test('frees no other address beside it', () => {
    const more = { Other: { Type: type, Properties: { ...aWitness.It, Name: 'other' } } };
    expect(saidOfChanged({ more })).toEqual([refused]);
  });

  test('[BY-11] an address that another deployment made cannot be told, though its name lies near', () => {
    const arn = 'arn:aws:events:eu-central-1:111122223333:api-destination/Domicile-eu-Witness/1';
    expect(saidOf(templateOf('AWS::Events::Rule', { Targets: [{ Arn: arn }] }))).toEqual([
      'cannot tell: event-targets',
    ]);
    expect(
      saidOf(templateOf('AWS::Pipes::Pipe', { Source: { 'Fn::GetAtt': ['Own', 'Arn'] }, Target: arn })),
    ).toEqual(['cannot tell: pipes']);
  });
});

describe('the address of a witness', () => {
  test.each([
    'https://witness.example.org',
    'https://witness.example.org/',
    'https://a-1.witness.example.org/v1/checkpoints_2/~eu',
  ])('%s is one', (address) => expect(isWitnessAddress(address)).toBe(true));

  test.each([
    '',
    'witness.example.org',
    'http://witness.example.org/',
    'HTTPS://witness.example.org/',
    'https://witness/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://0x7f.0.0.1/',
    'https://witness.example.org./',
    'https://Witness.example.org/',
    'https://-a.example.org/',
    'https://witness..org/',
    'https://user:secret@witness.example.org/',
    'https://witness.example.org:8443/',
    'https://witness.example.org/?a=b',
    'https://witness.example.org/#a',
    'https://witness.example.org/*',
    'https://witness.example.org/a/../b',
    'https://witness.example.org/%2e',
    'https://witness.example.org/a b',
    'https://witness.example.org/\n',
    'https://a.execute-api.us-east-1.amazonaws.com/x',
    'https://a.lambda-url.us-east-1.on.aws/',
    `https://witness.example.org/${'a'.repeat(512)}`,
  ])('%s is none', (address) => expect(isWitnessAddress(address)).toBe(false));
});

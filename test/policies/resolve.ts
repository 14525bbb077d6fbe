import { geographies } from '../../domain/geographies.ts';
import type { Cell, Json, Synthesized } from '../infrastructure/cells.ts';

/** The account that every cell of these tests lies in. */
export const account = '111122223333';

type Fields = { readonly [name: string]: Json };
const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** What ARNs say of a type after region and account: service and the beginning of the resource. */
const arnParts: Readonly<Record<string, readonly [service: string, before: string]>> = {
  'AWS::DynamoDB::GlobalTable': ['dynamodb', 'table/'],
  'AWS::DynamoDB::Table': ['dynamodb', 'table/'],
  'AWS::Events::EventBus': ['events', 'event-bus/'],
  'AWS::Events::Rule': ['events', 'rule/'],
  'AWS::KMS::Key': ['kms', 'key/'],
  'AWS::Lambda::Function': ['lambda', 'function:'],
  'AWS::Logs::LogGroup': ['logs', 'log-group:'],
  'AWS::SQS::Queue': ['sqs', ''],
};

/**
 * Fills a synthesized template in as a deployment would, with the logical id of a resource as its name.
 * @throws RangeError where a value is one that these tests do not know how to fill in
 */
export const resolver = (cell: Cell) => {
  const { region } = geographies[cell.geography];
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };

  const arnOf = (stack: Synthesized, id: string): string => {
    const type = stack.resources.find((resource) => resource.id === id)?.Type ?? '';
    const iam =
      type === 'AWS::IAM::Role' ? 'role' : type === 'AWS::IAM::ManagedPolicy' ? 'policy' : undefined;
    if (iam) return `arn:aws:iam::${account}:${iam}/${id}`;
    if (type === 'AWS::S3::Bucket') return `arn:aws:s3:::${id.toLowerCase()}`;
    if (type === 'AWS::Events::ApiDestination') {
      // Its ARN ends in what only the account gives it.
      const { Name } = stack.resources.find((resource) => resource.id === id)?.Properties ?? {};
      return `arn:aws:events:${region}:${account}:api-destination/${String(Name)}/11111111-2222-4333-8444-555555555555`;
    }
    const [service, before] = arnParts[type] ?? [];
    if (service === undefined) throw new RangeError(`No ARN is known for ${id}, a ${type}.`);
    return `arn:aws:${service}:${region}:${account}:${before}${id}`;
  };

  const attributeOf = (stack: Synthesized, id: string, attribute: string): string => {
    if (attribute === 'StreamArn') return `${arnOf(stack, id)}/stream/2026-01-01T00:00:00.000`;
    const arn = arnOf(stack, id);
    return arn.includes(':log-group:') ? `${arn}:*` : arn;
  };

  const referenceTo = (stack: Synthesized, id: string): string => {
    const isPolicy = stack.resources.some((own) => own.id === id && own.Type === 'AWS::IAM::ManagedPolicy');
    return pseudo[id] ?? (isPolicy ? arnOf(stack, id) : id);
  };

  const exported = (name: string): Json => {
    for (const stack of cell.stacks) {
      for (const output of Object.values(stack.template.Outputs ?? {}) as Fields[]) {
        if (isFields(output.Export) && output.Export.Name === name) return filled(stack, output.Value ?? '');
      }
    }
    throw new RangeError(`No stack of the cell exports ${name}.`);
  };

  const filled = (stack: Synthesized, value: Json): Json => {
    if (Array.isArray(value)) return value.map((part: Json) => filled(stack, part));
    if (!isFields(value)) return value;
    const [[name, given] = ['', null]] = Object.entries(value);
    const texts = listOf(given).map(String);
    switch (name) {
      case 'Ref':
        return referenceTo(stack, String(given));
      case 'Fn::GetAtt':
        return attributeOf(stack, texts[0] ?? '', texts[1] ?? '');
      case 'Fn::ImportValue':
        return exported(String(filled(stack, given)));
      case 'Fn::Join':
        return listOf(filled(stack, listOf(given)[1] ?? [])).join(texts[0]);
      case 'Fn::Sub':
        return String(given).replaceAll(/\$\{([\w:]+)\}/g, (_, id: string) => referenceTo(stack, id));
      default:
        if (name.startsWith('Fn::')) throw new RangeError(`${name} is not known here.`);
        return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filled(stack, part)]));
    }
  };
  return { filled, arnOf };
};

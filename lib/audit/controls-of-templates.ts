import type { Control, Controls } from '../../domain/audit/control.ts';
import type { Pin } from '../residency/pin.ts';
import type { Resource, Template } from '../residency/template/template.ts';
import { bucketControl, keyControl, tableControl } from './data-controls.ts';
import { busControl, queueControl, ruleControl } from './moving-controls.ts';
import { functionControl, logGroupControl, policyControl, roleControl } from './running-controls.ts';

type Compile = (resource: Resource, pin: Pin, all: readonly Resource[]) => Control;

const byType: Readonly<Record<string, Compile>> = {
  'AWS::DynamoDB::GlobalTable': tableControl,
  'AWS::DynamoDB::Table': tableControl,
  'AWS::KMS::Key': keyControl,
  'AWS::IAM::Role': (role, _, all) => roleControl(role, all),
  'AWS::IAM::ManagedPolicy': policyControl,
  'AWS::Lambda::Function': (fn, _, all) => functionControl(fn, all),
  'AWS::Logs::LogGroup': logGroupControl,
  'AWS::Events::Rule': ruleControl,
  'AWS::Events::EventBus': busControl,
  'AWS::S3::Bucket': bucketControl,
  'AWS::SQS::Queue': (queue, _, all) => queueControl(queue, all),
};

/** Types that are compared with the account. What is of any other type is not looked at. */
export const auditedTypes: readonly string[] = Object.keys(byType);

/** What holds for the account as a whole, in the region of the cell. */
const ofAccount: Control = { kind: 'account', resource: 'account', stated: { 'log-subscriptions': [] } };

/**
 * What the auditor of a cell compares the account with: everything that the cell's templates say of its resources
 * in the aspects that the auditor knows. It follows from the templates alone.
 */
export const controlsOfTemplates = (templates: readonly Template[], pin: Pin): Controls => {
  const all = templates.flatMap(({ resources }) => resources);
  const controls = all.flatMap((resource) => {
    const compile = byType[resource.type];
    return compile === undefined ? [] : [compile(resource, pin, all)];
  });
  const sorted = controls.sort((one, other) => (one.resource < other.resource ? -1 : 1));
  return { region: pin.home, controls: [...sorted, ofAccount] };
};

import { expect, test } from 'vitest';
import { arn, type Call, guardedBy, organization, other } from './guarded-account.ts';

const isAllowed = guardedBy();

const content = arn('dynamodb', 'table/Domicile-eu-Storage-TablesContent0A1B-2C3D');
const registry = arn('dynamodb', 'table/Domicile-eu-Storage-TablesRegistry0A1B-2C3D');
const queue = arn('sqs', 'Domicile-eu-Service-PurgeWork');

test.each<[string, string]>([
  ['kms:UpdatePrimaryRegion', arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab')],
  ['cloudwatch:PutMetricStream', arn('cloudwatch', 'metric-stream/s')],
  ['cognito-idp:CreateUserPoolReplica', arn('cognito-idp', 'userpool/eu-central-1_a')],
  ['events:CreateEndpoint', arn('events', 'endpoint/e')],
  ['logs:CreateExportTask', arn('logs', 'log-group:Domicile-eu-Service-SettingsLogs')],
  ['ssm:CreateResourceDataSync', arn('ssm', 'resource-data-sync/s')],
  ['dynamodb:AssociateTableReplica', registry],
  ['dynamodb:UpdateKinesisStreamingDestination', registry],
  ['dynamodb:CreateGlobalTable', content],
  ['dynamodb:RestoreTableFromBackup', content],
  ['dynamodb:UpdateContinuousBackups', content],
])('[BY-11] guardrails keep even an administrator from %s', async (action, resource) => {
  expect(await isAllowed({ action, resource })).toBe(false);
});

const byService = (context: Call['context']): Call => ({
  action: 'sqs:SendMessage',
  resource: queue,
  by: 'sns.amazonaws.com',
  ...(context && { context }),
});

test('a service that acts for no account is let in, and one that acts for a stranger is not', async () => {
  expect(await isAllowed(byService({}))).toBe(true);
  expect(await isAllowed(byService({ 'aws:SourceAccount': other }))).toBe(false);
  expect(await isAllowed(byService({ 'aws:SourceAccount': other, 'aws:SourceOrgID': 'o-zzzzzzzzzz' }))).toBe(
    false,
  );
  expect(await isAllowed(byService({ 'aws:SourceAccount': other, 'aws:SourceOrgID': organization }))).toBe(
    true,
  );
});

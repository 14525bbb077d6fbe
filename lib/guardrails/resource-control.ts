import type { Statement } from './service-control.ts';

/** What policies on resources can hold, among what a cell consists of. */
const services = ['dynamodb', 'events', 'kms', 'logs', 's3', 'secretsmanager', 'sqs'];
const actions = services.map((service) => `${service}:*`);

/**
 * Resources of a cell's account are reached by its own principals, and by AWS services only on behalf of the
 * organization. It holds for whoever calls, in whatever account, and for whatever a policy of the resource grants.
 * @param organization its id
 */
export const reachDeny = (organization: string): readonly Statement[] => [
  {
    Sid: 'OtherAccounts',
    Effect: 'Deny',
    Principal: '*',
    Action: actions,
    Resource: '*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalAccount': `\${aws:ResourceAccount}` },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  },
  {
    Sid: 'ServicesForOthers',
    Effect: 'Deny',
    Principal: '*',
    Action: actions,
    Resource: '*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:SourceOrgID': organization },
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    },
  },
];

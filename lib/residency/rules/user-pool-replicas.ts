import { judgeRegion } from '../places.ts';
import { rule } from '../rule.ts';

/** The people of a user pool are copied to allowed regions only. DL-2. */
export const userPoolReplicas = rule({
  id: 'user-pool-replicas',
  sentence: 'The people of a user pool are copied to allowed regions, and sign in there, only.',
  appliesTo: ['AWS::Cognito::UserPoolDomain', 'AWS::Cognito::UserPoolReplica'],
  check: (replica, pin) =>
    [...replica.at('RegionName'), ...replica.at('Routing', 'Failover', 'SecondaryRegion')].map((region) =>
      judgeRegion(region, pin, 'Remove the replica.'),
    ),
});

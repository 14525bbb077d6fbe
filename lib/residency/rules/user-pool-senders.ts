import { judgeDestination, judgeRegion } from '../places.ts';
import { cannotTell, rule } from '../rule.ts';

const fix = 'Send from an identity of the same region and account.';

/** A user pool sends its mail and its text messages from within the pin. */
export const userPoolSenders = rule({
  id: 'user-pool-senders',
  sentence: 'A user pool sends its mail, its text messages and what it counts from and to within the pin.',
  appliesTo: ['AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient'],
  check: (pool, pin) => [
    ...pool.at('SmsConfiguration', 'SnsRegion').map((region) => judgeRegion(region, pin, fix)),
    ...pool.at('AnalyticsConfiguration', 'ApplicationArn').map((arn) => judgeDestination(arn, pin, fix)),
    ...pool
      .at('AnalyticsConfiguration', 'ApplicationId')
      .map((id) => cannotTell(id, 'the id of an application does not tell its region', fix)),
    ...pool.at('EmailConfiguration', 'SourceArn').map((arn) => judgeDestination(arn, pin, fix)),
  ],
});

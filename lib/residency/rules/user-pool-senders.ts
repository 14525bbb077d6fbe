import { judgeDestination, judgeRegion } from '../places.ts';
import { rule } from '../rule.ts';

const fix = 'Send from an identity of the same region and account.';

/** A user pool sends its mail and its text messages from within the pin. */
export const userPoolSenders = rule({
  id: 'user-pool-senders',
  sentence: 'A user pool sends its mail and its text messages from within the pin.',
  appliesTo: ['AWS::Cognito::UserPool'],
  check: (pool, pin) => [
    ...pool.at('SmsConfiguration', 'SnsRegion').map((region) => judgeRegion(region, pin, fix)),
    ...pool.at('EmailConfiguration', 'SourceArn').map((arn) => judgeDestination(arn, pin, fix)),
  ],
});

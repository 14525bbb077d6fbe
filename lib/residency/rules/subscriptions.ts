import { destinationRule, partsAt } from '../destinations.ts';
import { judgeRegion } from '../places.ts';
import { rule } from '../rule.ts';

const fix =
  'Subscribe something of the same region and account; mail, text messages and outside addresses have no region.';

const endpoints = destinationRule({
  id: 'subscriptions',
  sentence: 'A topic delivers within the pin.',
  fix,
  destinations: {
    'AWS::SNS::Topic': ['Subscription.Endpoint'],
    'AWS::SNS::Subscription': ['Endpoint', 'TopicArn', 'RedrivePolicy.deadLetterTargetArn'],
  },
});

/** A topic delivers within the pin. */
export const subscriptions = rule({
  ...endpoints,
  check: (properties, pin, resource, template) => [
    ...endpoints.check(properties, pin, resource, template),
    ...partsAt(properties, 'Region').map((region) => judgeRegion(region, pin, fix)),
  ],
});

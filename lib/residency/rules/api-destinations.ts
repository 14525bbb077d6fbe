import { judgeAll } from '../destinations.ts';
import { kept, rule } from '../rule.ts';
import { isWitnessed } from './witnessed.ts';

const fix = 'Send to an address of AWS that names its region, or take the destination out.';

const destinations = {
  'AWS::Events::ApiDestination': ['InvocationEndpoint'],
  'AWS::Events::Connection': ['AuthParameters.OAuthParameters.AuthorizationEndpoint'],
};

/** Events are sent to addresses within the pin, and authorized there; only a witness of a log may be outside. */
export const apiDestinations = rule({
  id: 'api-destinations',
  sentence:
    'Events are sent to addresses within the pin, and authorized there; signed states of a log may go to a witness of it.',
  appliesTo: Object.keys(destinations),
  check: (properties, pin, resource, template) =>
    resource.type === 'AWS::Events::ApiDestination' && isWitnessed(resource, template)
      ? [kept(properties, 'signed states of a log go to a witness of it')]
      : judgeAll(destinations, fix, pin, resource),
});

import { destinationRule } from '../destinations.ts';

/** Events are sent to addresses within the pin, and authorized there. */
export const apiDestinations = destinationRule({
  id: 'api-destinations',
  sentence: 'Events are sent to addresses within the pin, and authorized there.',
  fix: 'Send to an address of AWS that names its region, or take the destination out.',
  destinations: {
    'AWS::Events::ApiDestination': ['InvocationEndpoint'],
    'AWS::Events::Connection': ['AuthParameters.OAuthParameters.AuthorizationEndpoint'],
  },
});

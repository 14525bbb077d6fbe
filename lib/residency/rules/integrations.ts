import { destinationRule } from '../destinations.ts';

/** An API hands its requests to something within the pin. */
export const integrations = destinationRule({
  id: 'integrations',
  sentence: 'An API hands its requests to something within the pin.',
  fix: 'Integrate a function or an AWS service of the home region.',
  destinations: {
    'AWS::ApiGatewayV2::Integration': ['IntegrationUri'],
    'AWS::ApiGateway::Method': ['Integration.Uri'],
  },
});

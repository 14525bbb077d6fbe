import { destinationRule } from '../destinations.ts';
import { cannotTell, rule } from '../rule.ts';

const fix = 'Integrate a function or an AWS service of the home region.';

/** Where a load balancer asks who somebody is, before it hands a request on. */
const askedWho = (actions: string): readonly string[] =>
  ['AuthorizationEndpoint', 'TokenEndpoint', 'UserInfoEndpoint'].map(
    (endpoint) => `${actions}.AuthenticateOidcConfig.${endpoint}`,
  );

const handedTo = destinationRule({
  id: 'integrations',
  sentence:
    'An API hands its requests to something within the pin, and its definition stands in the template.',
  fix,
  destinations: {
    'AWS::ApiGateway::Authorizer': ['AuthorizerUri'],
    'AWS::ApiGateway::Method': ['Integration.Uri'],
    'AWS::ApiGatewayV2::Api': ['Target'],
    'AWS::ApiGatewayV2::Authorizer': ['AuthorizerUri'],
    'AWS::ApiGatewayV2::Integration': ['IntegrationUri'],
    'AWS::ElasticLoadBalancingV2::Listener': askedWho('DefaultActions'),
    'AWS::ElasticLoadBalancingV2::ListenerRule': askedWho('Actions'),
  },
});

/** An API hands its requests to something within the pin, and its definition stands in the template. */
export const integrations = rule({
  ...handedTo,
  appliesTo: [...handedTo.appliesTo, 'AWS::ApiGateway::RestApi'],
  check: (properties, pin, resource, template) => [
    ...handedTo.check(properties, pin, resource, template),
    ...properties
      .at('BodyS3Location')
      .map((location) =>
        cannotTell(location, 'its definition lies elsewhere', 'Write it into the template.'),
      ),
  ],
});

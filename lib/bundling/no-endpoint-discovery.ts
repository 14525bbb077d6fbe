/**
 * Stands in for `@aws-sdk/middleware-endpoint-discovery`. The DynamoDB client asks it for its configuration, cache
 * and all, but has no operation that discovers an endpoint: a function talks to the regional endpoint, or to the
 * one that its environment names. An operation that discovers does not bundle, because it would import what is
 * not here.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => false,
  configFileSelector: () => false,
  default: false,
};

export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

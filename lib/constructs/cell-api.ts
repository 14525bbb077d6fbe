import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as Fn } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { everyRoute, type HttpFunction, isPublic } from '../../contract/api/routes.ts';
import { qualifiedScope } from '../../contract/api/scopes.ts';

/**
 * A line for each request: which route and how it ended. Never the path, which holds identifiers, nor address,
 * token or user of the caller (I8).
 */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  integrationStatus: '$context.integration.status',
});

/** Requests a second, and at once, that a cell takes from everybody together. */
const throttle = { rateLimit: 500, burstLimit: 1_000 };

/** The gateway of a cell: a route for each row of the route table, each with the scopes that the row demands. Public are those rows alone that say so. */
export class CellApi extends Construct {
  readonly address: string;

  constructor(
    scope: Construct,
    id: string,
    props: {
      issuer: string;
      audiences: string[];
      functions: ReadonlyMap<string, Fn>;
      logRetention: RetentionDays;
    },
  ) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', { createDefaultStage: false });
    const authorizer = new HttpJwtAuthorizer('Tokens', props.issuer, { jwtAudience: props.audiences });
    const integrations = new Map<HttpFunction, HttpLambdaIntegration>();
    for (const [key, route] of everyRoute) {
      const [method = '', path = ''] = key.split(' ');
      const known = integrations.get(route.function) ?? integrationOf(route.function, props.functions);
      integrations.set(route.function, known);
      const made = api.addRoutes({
        path,
        methods: [methodOf(method)],
        integration: known,
        ...(isPublic(route)
          ? { authorizer: new HttpNoneAuthorizer() }
          : { authorizer, authorizationScopes: route.scopes.map(qualifiedScope) }),
      });
      if (isPublic(route)) for (const each of made) explainPublic(each);
    }
    this.address = api.apiEndpoint;
    this.addStage(api, props.logRetention);
  }

  private addStage(api: HttpApi, retention: RetentionDays) {
    const logGroup = new LogGroup(this, 'AccessLogs', { retention, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(accessLogFormat),
      },
    });
  }
}

const explainPublic = (route: IConstruct): void =>
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason:
      'The route table says that it is public: it shows the public keys of the cell, and takes nothing.',
  });

const methodOf = (name: string): HttpMethod => {
  const known = Object.values(HttpMethod).find((method) => method === name);
  if (known === undefined) throw new Error(`${name} is not one of ${Object.values(HttpMethod).join(', ')}.`);
  return known;
};

const integrationOf = (name: HttpFunction, functions: ReadonlyMap<string, Fn>): HttpLambdaIntegration => {
  const handler = functions.get(name);
  if (handler === undefined) throw new Error(`No function ${name} in contract/access for its routes.`);
  // One permission a function for the whole API, instead of one for each route.
  return new HttpLambdaIntegration(name, handler, { scopePermissionToRoute: false });
};

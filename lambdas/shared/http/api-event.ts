import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';

/** What the gateway hands over: payload version 2 of an HTTP API, after its authorizer verified the token. */
export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;

import type { ApiEvent } from '../../lambdas/shared/http/api-event.ts';
import type { Claims } from './callers.ts';

export type Sent = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it stands, instead of `body`. */
  readonly text?: string;
  readonly base64?: boolean;
};

/** An event as an HTTP API sends it with payload version 2, after its authorizer verified the token. */
export const anEvent = (routeKey: string, claims: Claims, sent: Sent = {}): ApiEvent => {
  const [method = '', template = ''] = routeKey.split(' ');
  const rawPath = template.replace(/\{(\w+)\}/g, (_, name) => sent.path?.[name] ?? '');
  const text = sent.text ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  const rawQueryString = new URLSearchParams(sent.query ?? {}).toString();
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    headers: {
      host: 'api.example',
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    ...(sent.query && { queryStringParameters: sent.query }),
    ...(sent.path && { pathParameters: sent.path }),
    ...(text !== undefined && { body: text }),
    isBase64Encoded: sent.base64 ?? false,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api1',
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      authorizer: { principalId: '', integrationLatency: 0, jwt: { claims, scopes: [] } },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '21/Nov/2026:09:30:00 +0000',
      timeEpoch: Date.parse('2026-11-21T09:30:00Z'),
    },
  };
};

/** An event of a route that asks nobody for a token. */
export const withoutToken = (routeKey: string): ApiEvent => {
  const { authorizer: _, ...requestContext } = anEvent(routeKey, {}).requestContext;
  return { ...anEvent(routeKey, {}), requestContext } as unknown as ApiEvent;
};

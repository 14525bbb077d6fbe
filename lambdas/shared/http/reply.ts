import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ProblemError } from '../../../contract/api/problems.ts';

/** What a handler answers with. */
export type Reply<Body extends object = object> = {
  readonly status: number;
  readonly body: Body;
  readonly headers?: { readonly etag?: string; readonly location?: string; readonly vary?: string };
};

export const ok = <Body extends object>(body: Body, headers?: Reply['headers']): Reply<Body> => ({
  status: 200,
  body,
  ...(headers && { headers }),
});

export const created = <Body extends object>(location: string, body: Body): Reply<Body> => ({
  status: 201,
  body,
  headers: { location },
});

/** A page to read, instead of JSON. */
export type PageReply = {
  readonly status: 200;
  readonly page: string;
  /** The text of the page's one style element. */
  readonly style: string;
};

/** What every answer carries: nothing of it may be kept by caches or guessed at by browsers. */
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** A reply as the gateway takes it. */
export const resultOf = (reply: Reply | PageReply): APIGatewayProxyStructuredResultV2 =>
  'page' in reply ? pageResult(reply) : jsonResult(reply);

const jsonResult = ({ status, body, headers }: Reply): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...always, 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const pageResult = ({ status, page, style }: PageReply): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: {
    ...always,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policyFor(style),
    'referrer-policy': 'no-referrer',
    vary: 'Accept',
  },
  body: page,
});

/** Nothing is loaded, run, sent or framed; the one style in the page is let in by its digest. */
const policyFor = (style: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** A problem as the gateway takes it (RFC 9457). */
export const problemResult = (error: ProblemError): APIGatewayProxyStructuredResultV2 => ({
  statusCode: error.status,
  headers: {
    ...always,
    'content-type': 'application/problem+json',
    ...(error.words.retryAfter !== undefined && { 'retry-after': String(error.words.retryAfter) }),
  },
  body: JSON.stringify(error.details()),
});

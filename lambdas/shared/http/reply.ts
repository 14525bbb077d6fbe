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

/** An answer that is a text already, in the form that its headers name. */
export type TextReply = {
  readonly status: number;
  readonly text: string;
  readonly headers: { readonly 'content-type': string } & Readonly<Record<string, string>>;
};

/** What every answer carries: nothing of it may be kept by caches or guessed at by browsers. */
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** A reply as the gateway takes it. */
export const resultOf = (reply: Reply | TextReply): APIGatewayProxyStructuredResultV2 => ({
  statusCode: reply.status,
  headers: { ...always, 'content-type': 'application/json', ...reply.headers },
  body: 'text' in reply ? reply.text : JSON.stringify(reply.body),
});

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

import { describeHeader } from '../../../contract/api/given.ts';
import {
  bodyTooLarge,
  invalidBody,
  malformedJson,
  unsupportedMediaType,
} from '../../../contract/api/problems.ts';
import type { Route, RouteKey } from '../../../contract/api/routes.ts';
import type { Bodies, BodyOf } from '../../../contract/api/schemas/bodies.ts';
import { explainIssues } from '../../../contract/api/schemas/explain.ts';
import type { ApiEvent } from './api-event.ts';
import { headerOf } from './headers.ts';
import { parseStrictJson } from './strict-json.ts';

type Event = Pick<ApiEvent, 'body' | 'isBase64Encoded' | 'headers'>;

/**
 * The body of a request in the shape that its route demands.
 * @throws ProblemError body-too-large, unsupported-media-type, malformed-json or invalid-body
 */
export const readBody = <Key extends RouteKey>(
  event: Event,
  key: Key,
  route: Route,
  bodies: Bodies,
): BodyOf<Key> => {
  const limit = route.bodyBytes ?? 0;
  const bytes = byteLength(event);
  if (bytes > limit) throw bodyTooLarge(bytes, limit);
  const schema = bodies[key];
  if (schema === undefined) return undefined as BodyOf<Key>;
  demandJson(event);
  return parseBody(schema, parseStrictJson(textOf(event))) as BodyOf<Key>;
};

const parseBody = (schema: NonNullable<Bodies[RouteKey]>, input: unknown) => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidBody(explainIssues(parsed.error.issues, input));
  return parsed.data;
};

/** Bytes as they were sent: counted, not decoded, so that a body that is too large costs nothing more. */
const byteLength = ({ body, isBase64Encoded }: Event): number =>
  Buffer.byteLength(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

const demandJson = (event: Event): void => {
  const given = headerOf(event, 'content-type');
  const [type = '', ...parameters] = (given ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const utf8 = parameters.every((parameter) => /^charset="?utf-8"?$/.test(parameter));
  if (type !== 'application/json' || !utf8) throw unsupportedMediaType(describeHeader(given));
};

const textOf = ({ body, isBase64Encoded }: Event): string => {
  if (body === undefined || body === '') throw malformedJson('is missing');
  if (!isBase64Encoded) return body;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(body, 'base64'));
  } catch {
    throw malformedJson('is not UTF-8');
  }
};

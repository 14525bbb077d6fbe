import * as z from 'zod/mini';
import { everyGeography, type Geography } from '../../../domain/geographies.ts';
import {
  describeIdentifier,
  type Identifier,
  type IdentifierKind,
  isNamedSubject,
  isTokenSubject,
  isUlid,
  parseIdentifier,
} from '../../../domain/identifiers.ts';
import { noticeLanguages } from '../../../domain/notices/notice.ts';
import { limits } from '../limits.ts';

/**
 * The texts that requests are made of. Each schema's error is what is allowed, in words: the answer sets it
 * beside what was given.
 */
export const matching = <Text extends string>(allowed: string, test: (text: string) => text is Text) =>
  z.custom<Text>((value) => typeof value === 'string' && test(value), allowed);

/** An identifier of one of the given kinds; whether it is of this cell's geography is checked by the edge. */
export const identifierOf = <Kind extends IdentifierKind>(...kinds: readonly [Kind, ...Kind[]]) =>
  matching(
    describeIdentifier(...kinds),
    (text): text is Identifier<Kind> => parseIdentifier(text, ...kinds) !== undefined,
  );

export const organizationId = identifierOf('org');
export const workspaceId = identifierOf('ws');
export const epochId = identifierOf('ep');
export const certificateId = identifierOf('cert');
export const incidentId = identifierOf('inc');
export const userId = identifierOf('user');
export const placementId = identifierOf('pl');
export const transferId = identifierOf('tr');

/** A subject as callers name it, their own user by the word `me` too. */
export const namedSubject = matching(
  `${describeIdentifier('org', 'ws', 'user')}, your own as <geography>_user_me`,
  isNamedSubject,
);

/** The id of a program, setting, use or notice. Whether it exists is for the catalog to say. */
export const catalogId = matching(
  'a name of lower-case letters, digits and hyphens, at most 64 characters',
  (text): text is string => /^[a-z][a-z0-9-]{0,63}$/.test(text),
);

/** The value of a setting, before its kind says which values it takes. */
export const settingValue = matching('a word of 1 to 64 letters, digits or . _ -', (text): text is string =>
  /^[A-Za-z0-9._-]{1,64}$/.test(text),
);

/** A word of a question, which need not be one that any program declares. */
export const word = matching('a text of 1 to 100 printable ASCII characters', (text): text is string =>
  /^[\x20-\x7e]{1,100}$/.test(text),
);

export const ulid = matching('a ULID in upper case', (text): text is string => isUlid(text));

export const tokenSubject = matching(
  'the `sub` of a token: 1 to 128 letters, digits or . _ : @ | + = -',
  (text): text is string => isTokenSubject(text),
);

export const geography = z.enum(everyGeography as [Geography, ...Geography[]]);

/** A compact JWS without its payload (RFC 7515, appendix F), whose signature has 64 bytes. Only its form is looked at. */
export const detachedSignature = matching('a compact JWS without its payload', (text): text is string =>
  /^[\w-]{1,800}\.\.[\w-]{86}$/.test(text),
);

/** A language that notices are written in. */
export const language = z.enum(noticeLanguages);

const isRealDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

export const day = matching('a UTC day: 2026-11-21', (text): text is string => isRealDay(text));

const instantForm = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/;

export const instant = matching(
  'an instant in UTC: 2026-11-21T09:30:00.000Z',
  (text): text is string => instantForm.test(text) && isRealDay(text.slice(0, 10)),
);

/** An instant in the one form that is signed: with milliseconds. */
export const exactInstant = matching(
  'an instant in UTC with milliseconds: 2026-11-21T09:30:00.000Z',
  (text): text is string => instantForm.test(text) && text.length === 24 && isRealDay(text.slice(0, 10)),
);

/** A SHA-256 digest. */
export const digest = matching('64 hexadecimal digits in lower case', (text): text is string =>
  /^[0-9a-f]{64}$/.test(text),
);

/** What a customer draws so that two instructions are never the same. */
export const nonce = matching('16 to 64 characters of base64url', (text): text is string =>
  /^[\w-]{16,64}$/.test(text),
);

/** Unicode's control characters, without tab and line ends. */
const controlCharacter = /[^\P{Cc}\t\n\r]/u;

/** What a record holds: text of people and machines, which may have lines and tabs but nothing that steers. */
export const content = matching(
  'text in well-formed Unicode without control characters other than tab and line ends',
  (text): text is string => text !== '' && text.isWellFormed() && !controlCharacter.test(text),
);

/** What an operator says of something, to be kept for good: a few sentences. */
export const words = matching(
  'a text of 1 to 500 characters in one line, without control characters',
  (text): text is string => /^[^\p{C}\p{Zl}\p{Zp}]{1,500}$/u.test(text),
);

/**
 * A number from 1 on, as it stands in a body. A check of its own: what the library brings for numbers would be
 * compiled at every start. `wants` says what kind of value it is, where an answer or a test asks.
 */
export const count = z.custom<number>((value) => Number.isSafeInteger(value) && Number(value) >= 1, {
  error: 'a whole number from 1 on',
  params: { wants: 'number' },
});

/** How many there were of something, as it stands in a body. */
export const amount = z.custom<number>((value) => Number.isSafeInteger(value) && Number(value) >= 0, {
  error: 'a whole number from 0 on',
  params: { wants: 'number' },
});

/** A whole number from 1 on, as it stands in a query: a text, of which the edge makes the number. */
export const countInQuery = (most: number) =>
  z.custom<number>(
    (value) => typeof value === 'string' && /^[1-9]\d{0,11}$/.test(value) && Number(value) <= most,
    `a whole number from 1 to ${most}`,
  );

/** The sequence of an entry in a path: a text, of which the handler makes the number. */
export const sequenceInPath = matching('a whole number from 0 on', (text): text is string =>
  /^(0|[1-9]\d{0,11})$/.test(text),
);

/** Whether somebody closed an incident. */
export const incidentState = z.enum(['open', 'closed']);

/** Whether an operator has decided about an admission. */
export const admissionState = z.enum(['waiting', 'decided']);

/** The form of a cursor; whether it belongs to the list is checked when it is opened. */
export const cursor = matching('the `cursor` of an earlier page', (text): text is string =>
  new RegExp(`^[A-Za-z0-9_-]{1,${limits.cursorCharacters}}$`).test(text),
);

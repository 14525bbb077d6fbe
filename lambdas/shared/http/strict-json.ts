import { limits } from '../../../contract/api/limits.ts';
import { malformedJson } from '../../../contract/api/problems.ts';

/** Names that reach into an object's prototype: no body of ours has a use for them. */
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses a body so that it means one thing only: a name that is given twice, a name that reaches into
 * prototypes, and nesting without end are refused. Messages never hold any of the text.
 * @throws ProblemError malformed-json
 */
export const parseStrictJson = (text: string): unknown => {
  const value = parse(text);
  inspect(text);
  return value;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw malformedJson('is not valid JSON');
  }
};

/** The names of the object that is open at a depth; undefined for a list. */
type Level = Set<string> | undefined;

/** Walks the structure of a text that is known to be valid JSON, without recursion. */
const inspect = (text: string): void => {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') enter(levels, character === '{' ? new Set() : undefined);
    else if (character === '}' || character === ']') levels.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      if (isName(text, end)) addName(levels.at(-1), JSON.parse(text.slice(at, end + 1)));
      at = end;
    }
  }
};

const enter = (levels: Level[], level: Level): void => {
  levels.push(level);
  if (levels.length > limits.depth) throw malformedJson(`is nested more than ${limits.depth} deep`);
};

const addName = (names: Level, name: string): void => {
  if (forbiddenNames.has(name)) throw malformedJson(`uses the name ${name}, which is never taken`);
  if (names?.has(name)) throw malformedJson('gives the same name twice in one object');
  names?.add(name);
};

/** The position of the quote that ends the string which starts at a quote. */
const endOfString = (text: string, start: number): number => {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
};

const isEscaped = (text: string, quote: number): boolean => {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
};

/** In valid JSON a string is a name exactly when a colon follows it. */
const isName = (text: string, end: number): boolean => {
  let next = end + 1;
  while (/\s/.test(text[next] ?? '')) next += 1;
  return text[next] === ':';
};

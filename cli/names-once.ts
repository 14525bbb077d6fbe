import { TemplateError } from '../lib/residency/template/template.ts';

/**
 * Demands that no map gives a name twice: one of the two would be lost, and which one is up to who reads it.
 * @throws TemplateError when a name is there twice
 */
export const demandNamesOnce = (names: readonly string[]): void => {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new TemplateError(`it gives the name ${JSON.stringify(name)} twice in one map`);
    seen.add(name);
  }
};

/** Texts and signs, in turn; whatever stands between them is of no interest here. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}:]/g;

/**
 * Demands the same of a text that is JSON: once it is parsed, the first of the two is gone.
 * @throws TemplateError when a name is there twice
 */
export const demandNamesOnceInJson = (text: string): void => {
  const open: string[][] = [];
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') open.push([]);
    else if (token === '}') demandNamesOnce(open.pop() ?? []);
    else if (token === ':') open.at(-1)?.push(JSON.parse(last) as string);
    else last = token;
  }
};

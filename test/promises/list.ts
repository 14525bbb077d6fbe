/** A promise as docs/promises.md lists it, the only place where promises are written down. */
export type Promised = { readonly id: string; readonly text: string };

const families = 'CC|DL|DS|PP|SC|BY';
const row = new RegExp(String.raw`^\| ((?:${families})-\d+) \| (.+?) \|`, 'gm');
const claim = new RegExp(String.raw`\[((?:${families})-\d+)\]`, 'g');

/** The promises that a Markdown text lists, a table row each, in its order. */
export const promisesIn = (markdown: string): readonly Promised[] =>
  [...markdown.matchAll(row)].map(([, id = '', text = '']) => ({ id, text }));

/** The promises that a text claims to show, `[DS-1]` for example, each once: the name of a test, or a whole file. */
export const claimsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(claim)].map(([, id = '']) => id)),
];

/** A promise as docs/promises.md lists it, the only place where promises are written down. */
export type Promised = {
  readonly id: string;
  readonly text: string;
  /** What of it no test shows yet, where the page says so: passing tests keep the promise in part only. */
  readonly missing?: string;
};

const families = 'CC|DL|DS|PP|SC|BY';
const row = new RegExp(String.raw`^\| ((?:${families})-\d+) \| (.+?) \|`, 'gm');
const part = new RegExp(String.raw`^- \*\*((?:${families})-\d+)\*\* (.+)$`, 'gm');
const claim = new RegExp(String.raw`\[((?:${families})-\d+)\]`, 'g');

/** The promises that a Markdown text lists, a table row each, in its order. */
export const promisesIn = (markdown: string): readonly Promised[] => {
  const missing = new Map([...markdown.matchAll(part)].map(([, id = '', text = '']) => [id, text]));
  return [...markdown.matchAll(row)].map(([, id = '', text = '']) => {
    const open = missing.get(id);
    return { id, text, ...(open !== undefined && { missing: open }) };
  });
};

/** The promises that a text claims to show, `[DS-1]` for example, each once: the name of a test, or a whole file. */
export const claimsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(claim)].map(([, id = '']) => id)),
];

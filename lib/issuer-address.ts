import { isIP } from 'node:net';

/** Names that no public resolver answers for (RFC 6761, RFC 6762, RFC 8375, and those that companies use inside). */
const insideOnly =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|corp|home|private|test|invalid|home\.arpa)$/;
const publicName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * What is wrong with the address of an issuer, from its form alone: synthesis asks nobody. The gateway compares
 * it with `iss` letter by letter, so that every way to write the same address differently is refused.
 * @returns what it does, to be read after "this one"; undefined where all is well
 */
export const issuerProblem = (text: string): string | undefined => {
  if (!URL.canParse(text)) return 'is no address';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'is not https';
  if (url.username !== '' || url.password !== '') return 'holds a name or a password';
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text)) return 'has a query or a fragment';
  if (url.port !== '') return 'names a port';
  if (isIP(url.hostname.replace(/^\[(.*)\]$/, '$1')) !== 0) return 'is a number and no name';
  if (insideOnly.test(url.hostname) || !publicName.test(url.hostname))
    return 'is not a name of the public internet';
  if (/[\\%;]|\/\/|\/\.{1,2}(\/|$)/.test(text.slice('https://'.length))) return 'plays tricks with its path';
  // What the parser has to put right (case, dots, a port that is the default) is not what stands in tokens.
  if (url.href !== text && url.href !== `${text}/`) return `would be read as ${url.href}`;
  return undefined;
};

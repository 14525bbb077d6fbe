/** Names of AWS: such an address lies in a region, which the name may not even tell. */
const ofProvider = /(^|\.)(amazonaws\.com(\.cn)?|on\.aws|api\.aws|amazoncognito\.com|cloudfront\.net)$/;

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const address = new RegExp(`^https://((?:${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])(/[A-Za-z0-9._~/-]*)?$`);

/** What an address of a witness is, in words. */
export const witnessAddressAllowed =
  'an https address of at most 512 characters: a host in lower case with a dot in its name, no IP address and no name of AWS, and a plain path; no port, user, query or fragment';

/**
 * Whether a text may be the address of an outside witness. Nothing in it can carry more than where it is: no
 * credentials, no query, no fragment, no part that is filled in for each event (`*`).
 */
export const isWitnessAddress = (text: string): boolean => {
  const host = address.exec(text)?.[1];
  if (host === undefined || text.length > 512 || host.length > 253) return false;
  return !ofProvider.test(host) && !/\/\.{1,2}(\/|$)/.test(text);
};

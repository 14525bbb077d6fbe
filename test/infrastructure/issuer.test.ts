import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { issuerProblem } from '../../lib/issuer-address.ts';
import { checkIssuer, type Internet } from '../../lib/issuer-check.ts';

describe('the address of an issuer', () => {
  test.each([
    'https://login.example.com',
    'https://login.example.com/',
    'https://login.example.com/realms/people',
    'https://login.example.com/7f3c/v2.0',
    'https://xn--bcher-kva.example',
  ])('%s is allowed', (address) => expect(issuerProblem(address)).toBeUndefined());

  test.each([
    ['nothing', '', 'is no address'],
    ['plain http', 'http://login.example.com', 'is not https'],
    ['another scheme', 'file:///etc/passwd', 'is not https'],
    ['a name in front', 'https://login.example.com@evil.example/', 'holds a name or a password'],
    ['a query', 'https://login.example.com/?a=b', 'has a query or a fragment'],
    ['an empty query', 'https://login.example.com/?', 'has a query or a fragment'],
    ['a fragment', 'https://login.example.com/#a', 'has a query or a fragment'],
    ['a port', 'https://login.example.com:8443/', 'names a port'],
    ['the default port', 'https://login.example.com:443/', 'would be read as https://login.example.com/'],
    ['a number', 'https://192.0.2.7/', 'is a number and no name'],
    ['a number in disguise', 'https://0x7f.1/', 'is a number and no name'],
    ['a long number', 'https://[::1]/', 'is a number and no name'],
    ['this machine', 'https://localhost/', 'is not a name of the public internet'],
    ['this machine by another name', 'https://eu.localhost/', 'is not a name of the public internet'],
    ['a name of a company', 'https://login.corp/', 'is not a name of the public internet'],
    ['a name inside a cloud', 'https://login.eu.internal/', 'is not a name of the public internet'],
    ['one word', 'https://login/', 'is not a name of the public internet'],
    ['a dot at the end', 'https://login.example.com./', 'is not a name of the public internet'],
    ['steps upward', 'https://login.example.com/a/../b', 'plays tricks with its path'],
    ['hidden steps upward', 'https://login.example.com/a/%2e%2e/b', 'plays tricks with its path'],
    ['two slashes', 'https://login.example.com//a', 'plays tricks with its path'],
    ['a backslash', 'https://login.example.com\\a', 'plays tricks with its path'],
    ['upper case', 'https://Login.example.com/', 'would be read as https://login.example.com/'],
    ['white space', ' https://login.example.com/', 'would be read as https://login.example.com/'],
  ])('with %s is not', (_, address, problem) => expect(issuerProblem(address)).toBe(problem));
});

describe('asking an issuer', () => {
  const issuer = 'https://login.example.com/people';
  const keysAddress = 'https://login.example.com/keys';
  const discovery = 'https://login.example.com/people/.well-known/openid-configuration';

  const rsa = (bits: number) => ({
    ...generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' }),
    kid: `rsa-${bits}`,
    use: 'sig',
  });
  const good = rsa(2_048);
  const curve = {
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
    kid: 'curve',
  };

  const document = { issuer, jwks_uri: keysAddress };
  const json = (value: unknown) =>
    new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });

  /** An internet in which these addresses answer, and names stand for one public address. */
  const internet = (answers: Record<string, unknown>, address = '192.0.2.7'): Internet => ({
    fetch: async (url, init) => {
      expect(init.redirect).toBe('error');
      return url in answers ? json(answers[url]) : new Response('', { status: 404 });
    },
    addressesOf: async () => [address],
  });
  const ask = (keys: readonly object[], changes: object = {}) =>
    checkIssuer(issuer, internet({ [discovery]: { ...document, ...changes }, [keysAddress]: { keys } }));

  test('that is public and signs with RSA finds nothing in the way', async () => {
    expect(await ask([good])).toEqual([]);
  });

  test.each([
    ['that calls itself otherwise', [good], { issuer: `${issuer}/` }, /could not be asked|calls itself/],
    ['that signs with a curve', [curve], {}, /has no key that the gateway can verify with/],
    ['that also signs with a curve', [good, curve], {}, /refuses tokens signed with curve \(EC\)/],
    ['with a short key', [rsa(1_024)], {}, /RSA of 2048 bits or more/],
    ['with a key without a name', [{ ...good, kid: undefined }], {}, /with a kid/],
    ['with keys for encryption only', [{ ...good, use: 'enc' }], {}, /has no key/],
    ['with a private key in public', [{ ...good, d: 'AQAB' }], {}, /publishes the private part/],
    ['whose keys are elsewhere', [good], { jwks_uri: 'https://10.0.0.7/keys' }, /jwks_uri .* is a number/],
    ['without keys', [good], { jwks_uri: undefined }, /jwks_uri +is no address/],
  ])('%s says so', async (_, keys, changes, sentence) => {
    expect((await ask(keys, changes)).join('\n')).toMatch(sentence);
  });

  test.each(['10.1.2.3', '127.0.0.1', '169.254.169.254', '192.168.7.7', '::1', 'fd00::7', 'fe80::1'])(
    'that stands for %s says that it is not on the public internet',
    async (address) => {
      expect(await checkIssuer(issuer, internet({}, address))).toEqual([
        `login.example.com stands for ${address}, which is not on the public internet.`,
      ]);
    },
  );

  test('that does not answer, or whose name nobody knows, says so in a sentence', async () => {
    expect(await checkIssuer(issuer, internet({}))).toEqual([expect.stringContaining('could not be asked')]);
    const nobody: Internet = { ...internet({}), addressesOf: () => Promise.reject(new Error('ENOTFOUND')) };
    expect(await checkIssuer(issuer, nobody)).toEqual([`${issuer} could not be asked: ENOTFOUND`]);
  });

  test('whose form is wrong is not asked at all', async () => {
    const never: Internet = {
      fetch: () => Promise.reject(new Error('asked')),
      addressesOf: () => Promise.reject(new Error('asked')),
    };
    expect(await checkIssuer('http://login.example.com', never)).toEqual([
      'http://login.example.com is not https.',
    ]);
  });
});

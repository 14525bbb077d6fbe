import { canonicalize } from '../domain/canonical-form.ts';
import { writtenFile } from '../domain/evidence/evidence-files.ts';
import { inWords, toldInWords } from '../domain/evidence/in-words.ts';
import { leafOf } from '../domain/evidence/log-leaf.ts';
import { rootOf } from '../domain/evidence/merkle-tree.ts';
import { verifyCertificateFile } from '../domain/evidence/verify-certificate.ts';
import { exampleLog, keySet, signingKey } from '../test/support/evidence-log.ts';

/**
 * The worked example of the page about evidence: files, and what each step by hand prints for them. The key is
 * made from a name that stands in the tests, so that the same files come out every time; it proves nothing.
 */
const { certificates, ledger, log } = exampleLog();
const [, , certificate] = certificates;
const [, chosen] = ledger.entries;
const name = ledger.names['1'];
if (certificate === undefined || chosen === undefined || name === undefined) {
  throw new Error('The example has lost its certificate or its choice.');
}

const certificateFile = log.certificateFile(certificate, 5);
const recordFile = log.recordFile(chosen, name);
const earlierFile = log.checkpointFile(5);
const jwks = `${JSON.stringify(keySet(signingKey), null, 2)}\n`;

/** The files of the example, by name. */
export const exampleFiles: Readonly<Record<string, string>> = {
  'certificate.json': writtenFile(certificateFile),
  'earlier.json': writtenFile(earlierFile),
  'record.json': writtenFile(recordFile),
  'ledger.json': writtenFile(log.ledgerFile(ledger, 3)),
  'jwks.json': jwks,
};

const payloadOf = (jws: string): string => Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString();
const bytes = (file: string): Uint8Array => new TextEncoder().encode(exampleFiles[file]);

const verified = (): string => {
  const trust = { keys: bytes('jwks.json'), earlier: bytes('earlier.json') };
  const verdict = verifyCertificateFile(bytes('certificate.json'), trust);
  if (!verdict.verified) throw new Error(`The example is refused: ${verdict.sentence}`);
  return toldInWords(inWords(verdict));
};

type Step = {
  readonly title: string;
  readonly why: string;
  readonly commands: string;
  readonly prints: string;
};

const pythonHashes = `import hashlib, json
def node(left, right): return hashlib.sha256(b'\\x01' + left + right).digest()
def split(size): return 1 << (size - 1).bit_length() - 1`;

const steps: readonly Step[] = [
  {
    title: 'The form',
    why: 'The file is its own canonical form. For files of this product, whose numbers are whole, `jq -cS` writes it.',
    commands: `jq -cS . certificate.json | cmp - certificate.json && echo same`,
    prints: 'same',
  },
  {
    title: 'The leaf',
    why: 'SHA-256 over a zero byte and the canonical form of the certificate.',
    commands: `{ printf '\\0'; jq -cjS .certificate certificate.json; } | sha256sum`,
    prints: `${leafOf(certificate)}  -`,
  },
  {
    title: 'The root that the path leads to',
    why: 'At each level the leaf is in the left part or in the right; the path gives the root of the other.',
    commands: `python3 - <<'END'
${pythonHashes}
def root(leaf, index, size, path):
    if size == 1: return leaf
    *below, top = path
    half = split(size)
    if index < half: return node(root(leaf, index, half, below), top)
    return node(top, root(leaf, index - half, size - half, below))
file = json.load(open('certificate.json'))
text = json.dumps(file['certificate'], sort_keys=True, separators=(',', ':'), ensure_ascii=False)
proof = file['inclusion']
path = [bytes.fromhex(hash) for hash in proof['path']]
print(root(hashlib.sha256(b'\\0' + text.encode()).digest(), proof['index'], proof['size'], path).hex())
END`,
    prints: rootOf(log.leaves),
  },
  {
    title: 'The checkpoint',
    why: 'The middle part of the checkpoint says the same root and size, and the cell of the certificate.',
    commands: `jq -r .checkpoint certificate.json | cut -d. -f2 |
  python3 -c 'import base64; print(base64.urlsafe_b64decode(input() + "==").decode())'`,
    prints: payloadOf(certificateFile.checkpoint),
  },
  {
    title: 'The key',
    why: 'A key is named by its thumbprint. Compare it with what you were given by another way than this file.',
    commands: `jq -cjS '.keys[0] | {crv, kty, x, y}' jwks.json |
  openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d '='`,
    prints: signingKey.jwk.kid,
  },
  {
    title: 'The signature',
    why: 'openssl wants key and signature in DER; the signed text is the first two parts of the checkpoint.',
    commands: `python3 - <<'END'
import base64, json
def decode(text): return base64.urlsafe_b64decode(text + '==')
def der(tag, content): return bytes([tag, len(content)]) + content
def number(part):
    part = part.lstrip(b'\\0')
    return der(2, (b'\\0' if part[0] > 127 else b'') + part)
header, payload, signature = json.load(open('certificate.json'))['checkpoint'].split('.')
kid = json.loads(decode(header))['kid']
[key] = [each for each in json.load(open('jwks.json'))['keys'] if each['kid'] == kid]
start = bytes.fromhex('3059301306072a8648ce3d020106082a8648ce3d03010703420004')
raw = decode(signature)
open('signed.txt', 'w').write(header + '.' + payload)
open('key.der', 'wb').write(start + decode(key['x']) + decode(key['y']))
open('signature.der', 'wb').write(der(48, number(raw[:32]) + number(raw[32:])))
END
openssl dgst -sha256 -verify key.der -keyform DER -signature signature.der signed.txt`,
    prints: 'Verified OK',
  },
  {
    title: 'That the log grew from an earlier checkpoint',
    why: 'One path leads to both roots: that of the checkpoint which you kept, and that of the file.',
    commands: `python3 - <<'END'
${pythonHashes}
import base64
def roots(first, size, path, known):
    if first == size: return (known or path[0],) * 2
    *below, top = path
    half = split(size)
    if first <= half:
        before, after = roots(first, half, below, known)
        return before, node(after, top)
    before, after = roots(first - half, size - half, below, None)
    return node(top, before), node(top, after)
def checkpoint(file): return json.loads(base64.urlsafe_b64decode(file['checkpoint'].split('.')[1] + '=='))
later = json.load(open('certificate.json'))
old, new = checkpoint(json.load(open('earlier.json'))), checkpoint(later)
path = [bytes.fromhex(hash) for hash in later['consistency']['path']]
found = roots(old['size'], new['size'], path, bytes.fromhex(old['root']))
print([hash.hex() for hash in found] == [old['root'], new['root']])
END`,
    prints: 'True',
  },
  {
    title: 'An entry of a ledger, and who made it',
    why: 'The hash of an entry covers all of it but the hash; the commitment is an HMAC over the name, under its salt.',
    commands: `jq -cjS '.entry | del(.hash)' record.json | sha256sum
jq -r .entry.hash record.json
jq -cjS .name.actor record.json | openssl dgst -sha256 -r -mac HMAC -macopt hexkey:$(jq -r .name.salt record.json) | cut -c 1-64
jq -r .entry.actor record.json`,
    prints: `${chosen.hash}  -\n${chosen.hash}\n${chosen.actor}\n${chosen.actor}`,
  },
  {
    title: 'The whole ledger',
    why: 'Each entry names the hash of the one before it; the last hash is the one that the log holds.',
    commands: `python3 - <<'END'
import hashlib, json
file = json.load(open('ledger.json'))
before = '0' * 64
for place, entry in enumerate(file['entries']):
    told = entry.pop('hash')
    text = json.dumps(entry, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    assert (entry['sequence'], entry['previous']) == (place, before)
    assert hashlib.sha256(text.encode()).hexdigest() == told
    before = told
print(before == file['anchor']['document']['ledger']['hash'])
END`,
    prints: 'True',
  },
];

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** The commands of a step, and what each prints. */
export const exampleSteps: readonly Step[] = steps;

/** The part of the page that is written from the example. */
export const workedExample = (): string =>
  [
    `The certificate of the example, ${Buffer.byteLength(canonicalize(certificateFile))} bytes as a file, has a proof of inclusion and one of growth from ${certificateFile.consistency?.from} leaves to ${certificateFile.inclusion.size}. The command says of it:`,
    fenced(
      'text',
      `$ npx domicile verify certificate docs/evidence-example/certificate.json \\
    --keys docs/evidence-example/jwks.json --checkpoint docs/evidence-example/earlier.json
${verified()}`,
    ),
    'The same by hand, in the folder `docs/evidence-example` or a copy of it. Below each step stands what it prints.',
    ...steps.map(({ title, why, commands, prints }, position) =>
      [`**${position + 1}. ${title}.** ${why}`, fenced('sh', commands), fenced('text', prints)].join('\n\n'),
    ),
  ].join('\n\n');

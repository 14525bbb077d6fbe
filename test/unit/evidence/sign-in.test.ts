import { expect, test } from 'vitest';
import { canonicalize, commitmentTo } from '../../../domain/canonical-form.ts';
import type { RecordFile } from '../../../domain/evidence/evidence-files.ts';
import { inWords } from '../../../domain/evidence/in-words.ts';
import { verifyRecordFile } from '../../../domain/evidence/verify-record.ts';
import { ownUser } from '../../../domain/identifiers.ts';
import { aPerson, type Claims } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { compliancePlugins } from '../../support/settings.ts';
import { aSigner } from '../../support/signing.ts';
import { expectStatus, freshKey, noticeFor } from '../../support/story.ts';

const me = ownUser('us');
const issuer = 'https://sign-in.example/pool';

const bytes = (value: unknown) => new TextEncoder().encode(canonicalize(value));

/** The record of a choice that somebody made with a token of these claims. */
const recordOfChoice = async (cell: TestCell, caller: Claims) => {
  const path = { subject: me, ...compliancePlugins };
  const shown = await cell.call(caller, 'GET /v1/settings/{subject}/{program}/{setting}', { path });
  const chosen = await cell.call(caller, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path,
    body: { value: 'on', notice: noticeFor(compliancePlugins) },
    headers: { 'if-match': shown.headers.etag ?? '', 'idempotency-key': freshKey() },
  });
  expectStatus(chosen, 200);
  const signer = aSigner(cell);
  await signer.run();
  const route = 'GET /v1/records/{subject}/{sequence}';
  const asked = { path: { subject: me, sequence: '0' } };
  const file = expectStatus(await cell.call<RecordFile>(caller, route, asked), 200);
  return { file, trust: { keys: bytes({ keys: [signer.key.jwk] }) } };
};

const provenOf = (file: RecordFile, trust: { readonly keys: Uint8Array }): string => {
  const verified = verifyRecordFile(bytes(file), trust);
  if (!verified.verified) throw new Error(verified.sentence);
  return inWords(verified).proven.join('\n');
};

test('[BY-10] a record tells issuer, class and time of the sign-in, and the role at that time, under the commitment', async () => {
  const caller = aPerson('ann', { iss: issuer, acr: 'phr', auth_time: '1767225600' });
  const { file, trust } = await recordOfChoice(aCell('us'), caller);

  expect(file.name?.actor).toEqual({
    kind: 'person',
    tokenSubject: 'ann',
    roles: ['owner'],
    authentication: { issuer, acr: 'phr', auth_time: 1_767_225_600 },
  });
  expect(commitmentTo(file.name?.actor, file.name?.salt ?? '')).toBe(file.record.event.entity_id);
  expect(provenOf(file, trust)).toContain(
    `ann (then owner), signed in with ${issuer} at 2026-01-01T00:00:00.000Z in the class phr`,
  );
  const other = { ...file.name?.actor, authentication: { issuer, acr: 'phrh', auth_time: 1_767_225_600 } };
  const changed = { ...file, name: { ...file.name, actor: other } } as RecordFile;
  expect(verifyRecordFile(bytes(changed), trust)).toMatchObject({ verified: false, reason: 'bad-name' });
});

test.each<[string, Claims, object | undefined, string]>([
  [
    'no class',
    { iss: issuer, auth_time: '1767225600' },
    { issuer, auth_time: 1_767_225_600 },
    'in no class told',
  ],
  ['no time', { iss: issuer, acr: 'phr' }, { issuer, acr: 'phr' }, 'at no time told'],
  ['an issuer alone', { iss: issuer }, { issuer }, 'in no class told'],
  ['nothing', {}, undefined, 'of whose sign-in nothing was kept'],
  ['what nobody can read', { iss: issuer, acr: 'a\nb', auth_time: 'noon' }, { issuer }, 'in no class told'],
  ['a time beyond all dates', { iss: issuer, auth_time: '99999999999999' }, { issuer }, 'in no class told'],
])('[BY-10] of a sign-in whose token tells %s, nothing is made up', async (_, claims, kept, words) => {
  const { file, trust } = await recordOfChoice(aCell('us'), aPerson('ann', claims));

  const actor = { kind: 'person', tokenSubject: 'ann', roles: ['owner'] };
  expect(file.name?.actor).toEqual(kept === undefined ? actor : { ...actor, authentication: kept });
  expect(provenOf(file, trust)).toContain(words);
});

test('[BY-10] a record without its name says that it is gone, and verifies as before', async () => {
  const { file, trust } = await recordOfChoice(aCell('us'), aPerson('ann', { iss: issuer }));
  const { name, ...left } = file;

  expect(name).toBeDefined();
  expect(provenOf(left, trust)).toContain('the name was erased, or left out of the file');
});

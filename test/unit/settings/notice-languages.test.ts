import { beforeEach, describe, expect, test } from 'vitest';
import type { EffectiveSetting, NoticeReply } from '../../../contract/api/replies.ts';
import type { LedgerEntry } from '../../../domain/consent/ledger.ts';
import type { OrganizationId, SubjectId } from '../../../domain/identifiers.ts';
import type { NoticeLanguage } from '../../../domain/notices/notice.ts';
import { noticeHash } from '../../../domain/notices/notice.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse, validation } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  expectStatus,
  freshKey,
  noticeFor,
  owner,
  readSetting,
} from '../../support/story.ts';
import { neverPublishedIn, publishedIn, publishNewer } from '../../support/vendor-changes.ts';

let cell: TestCell;
let organization: OrganizationId;

beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
});

const { id } = noticeFor(sharing);

const put = async (value: 'on' | 'off', notice: object) => {
  const { etag } = await readSetting(cell, organization, sharing);
  return cell.call<EffectiveSetting>(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject: organization, ...sharing },
    body: { value, notice: { ...noticeFor(sharing), ...notice } },
    headers: { 'if-match': etag, 'idempotency-key': freshKey() },
  });
};

const read = (query: Readonly<Record<string, string>>) =>
  cell.call<NoticeReply>(owner, 'GET /v1/notices/{notice}', { path: { notice: id }, query });

const eventsOf = async (subject: SubjectId) =>
  expectStatus(
    await cell.call<{ entries: readonly { entry: LedgerEntry }[] }>(owner, 'GET /v1/consents', {
      query: { subject },
    }),
    200,
  ).entries.map(({ entry }) => entry.event);

describe('a notice in several languages', () => {
  test('[DS-12] is shown in each, with the hash of these very words, and says which languages there are', async () => {
    const german = publishedIn('de', id);
    const english = expectStatus(await read({}), 200);
    const inGerman = expectStatus(await read({ language: 'de' }), 200);

    expect(english).toMatchObject({ language: 'en', languages: expect.arrayContaining(['en', 'de']) });
    expect(inGerman).toMatchObject({
      ...{ id, language: 'de', title: german.title, hash: noticeHash(german) },
      current: true,
      version: english.version,
      promises: english.promises,
    });
    expect(inGerman.hash).not.toBe(english.hash);
  });

  test('[DS-12] a choice is bound to the words of the language that was shown, and its entry says which', async () => {
    const german = publishedIn('de', id);

    expectStatus(await put('on', { language: 'de' }), 200);

    expect((await eventsOf(organization)).at(-1)).toMatchObject({
      type: 'setting-chosen',
      language: 'de',
      notice: { id, version: german.version, hash: noticeHash(german) },
    });
  });

  test('[DS-12] where no language is named, the English words were shown', async () => {
    publishedIn('de', id);
    const { hash } = expectStatus(await read({}), 200);

    expectStatus(await put('on', {}), 200);

    const event = (await eventsOf(organization)).at(-1);
    expect(event).toMatchObject({ notice: { hash } });
    expect(event).not.toHaveProperty('language');
  });

  test('[DS-12] an opt-out is bound to the older words that were shown, in their language', async () => {
    const german = publishedIn('de', id);
    expectStatus(await put('on', {}), 200);
    publishNewer(id);

    expectStatus(await put('off', { version: german.version, language: 'de' }), 200);

    const chosen = (await eventsOf(organization)).filter(({ type }) => type === 'setting-chosen');
    expect(chosen.at(-1)).toMatchObject({
      ...{ value: 'off', language: 'de' },
      notice: { id, version: german.version, hash: noticeHash(german) },
    });
  });

  test('[DS-12] [SC-1] a default that was applied is bound to the words of the language that was shown', async () => {
    const workspace = await aWorkspace(cell, organization);
    const shown = noticeFor(validation);
    const french = publishedIn('fr', shown.id);

    const display = await cell.call(owner, 'POST /v1/notices/{notice}/displays', {
      path: { notice: shown.id },
      body: { subject: workspace, version: shown.version, language: 'fr' },
      headers: { 'idempotency-key': freshKey() },
    });

    expect(display).toMatchObject({
      status: 200,
      body: { language: 'fr', notice: { ...shown, hash: noticeHash(french) } },
    });
    expect((await eventsOf(workspace)).at(-1)).toMatchObject({
      ...{ type: 'default-applied', language: 'fr' },
      notice: { ...shown, hash: noticeHash(french) },
    });
  });

  test('[BY-5] the same version read in another language is the same terms: the epoch goes on', async () => {
    const german = publishedIn('de', id);
    const workspace = await aWorkspace(cell, organization);
    const { epoch } = expectStatus(await put('on', {}), 200);

    const again = expectStatus(await put('on', { language: 'de' }), 200);

    expect(again.epoch).toBe(epoch);
    expect(expectStatus(await capture(cell, workspace, sharingUse), 201).epoch).toBe(epoch);
    const event = (await eventsOf(organization)).at(-1);
    expect(event).toMatchObject({ language: 'de', notice: { hash: noticeHash(german) } });
    expect(event).not.toHaveProperty('opens');
    expect(event).not.toHaveProperty('closes');
  });

  test('[BY-5] a newer version accepted in another language closes the epoch with cause `notice`', async () => {
    publishedIn('de', id);
    const { epoch } = expectStatus(await put('on', {}), 200);
    const newer = publishNewer(id);

    const accepted = expectStatus(await put('on', { version: newer.version, language: 'de' }), 200);

    expect(accepted.epoch).not.toBe(epoch);
    expect((await eventsOf(organization)).at(-1)).toMatchObject({
      opens: accepted.epoch,
      closes: [{ epoch, cause: 'notice' }],
      language: 'de',
    });
  });
});

describe('a language in which there are no words', () => {
  const unpublished: NoticeLanguage = 'pt';

  beforeEach(() => neverPublishedIn(unpublished, id));

  test('is refused for a choice, with the languages that there are, and nothing is written', async () => {
    const before = await eventsOf(organization);

    const refused = await put('on', { language: unpublished });

    expect(refused).toMatchObject({
      status: 422,
      body: {
        type: 'urn:domicile:problem:notice-not-in-language',
        given: unpublished,
        allowed: expect.arrayContaining(['en']),
      },
    });
    expect(await eventsOf(organization)).toEqual(before);
  });

  test('is refused where a notice is read or was shown', async () => {
    const problem = { status: 422, body: { given: unpublished, allowed: expect.arrayContaining(['en']) } };
    const { version } = noticeFor(sharing);

    expect(await read({ language: unpublished })).toMatchObject(problem);
    expect(
      await cell.call(owner, 'POST /v1/notices/{notice}/displays', {
        path: { notice: id },
        body: { subject: organization, version, language: unpublished },
        headers: { 'idempotency-key': freshKey() },
      }),
    ).toMatchObject(problem);
  });

  test.each(['xx', 'EN'])(
    'the language %o that nobody knows is refused, with those that there are',
    async (other) => {
      const problem = {
        status: 400,
        body: { errors: [expect.objectContaining({ given: other, allowed: expect.stringContaining('en') })] },
      };
      expect(await put('on', { language: other })).toMatchObject(problem);
      expect((await read({ language: other })).status).toBe(400);
    },
  );
});

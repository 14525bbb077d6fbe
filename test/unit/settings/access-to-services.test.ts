import { expect, test } from 'vitest';
import { newestNotice } from '../../../domain/notices/catalog.ts';
import { aCell } from '../../support/cell.ts';
import { serviceAccess } from '../../support/settings.ts';
import { aWorkspace, expectStatus, freshKey, noticeFor, owner, readSetting } from '../../support/story.ts';

/** Whose terms hold for what is read, as each language says it. */
const termsOfTheAssistant = {
  en: [
    'takes on the terms of this assistant',
    'the geography of the workspace',
    'rules of security',
    'whatever the service promised before',
  ],
  de: [
    'die Bedingungen dieses Assistenten',
    'Gebiet des Arbeitsbereichs',
    'seine Sicherheitsregeln',
    'was auch immer der Dienst zuvor',
  ],
  fr: [
    'aux conditions de cet assistant',
    'zone géographique de l’espace de travail',
    'ses règles de sécurité',
    'quoi que le service ait promis avant',
  ],
  pt: [
    'os termos deste assistente',
    'área geográfica do espaço de trabalho',
    'regras de segurança dele',
    'seja o que for que o serviço tenha',
  ],
} as const;
const languages = ['en', 'de', 'fr', 'pt'] as const;

test.each(languages)(
  '[SC-24] the notice in %s says whose terms hold for what is read, and access is turned on under those words only',
  async (language) => {
    const cell = aCell('uk');
    const workspace = await aWorkspace(cell);
    const { id, version } = noticeFor(serviceAccess);
    const { setting, etag } = await readSetting(cell, workspace, serviceAccess);
    expect(setting).toMatchObject({ value: 'off', notice: { id, version } });

    const shown = await cell.call<{ hash: string; paragraphs: readonly { topic: string; text: string }[] }>(
      owner,
      'GET /v1/notices/{notice}',
      { path: { notice: id }, query: { language } },
    );
    const { hash, paragraphs } = expectStatus(shown, 200);
    const place = paragraphs.find(({ topic }) => topic === 'place')?.text;
    for (const words of termsOfTheAssistant[language]) expect(place).toContain(words);

    const turnOn = (notice?: object) =>
      cell.call(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
        path: { subject: workspace, ...serviceAccess },
        body: { value: 'on', ...(notice && { notice }) },
        headers: { 'if-match': etag, 'idempotency-key': freshKey() },
      });
    const another = newestNotice('security-prompt-evaluation');
    for (const wrong of [undefined, { id, version: version + 1 }, { id: another?.id, version: 1 }])
      expect((await turnOn(wrong)).status).toBeGreaterThanOrEqual(400);
    expect((await readSetting(cell, workspace, serviceAccess)).setting.value).toBe('off');

    expectStatus(await turnOn({ id, version, language }), 200);
    const ledger = await cell.call(owner, 'GET /v1/consents', { query: { subject: workspace } });
    expect(expectStatus(ledger, 200)).toMatchObject({
      entries: [{}, { entry: { event: { value: 'on', notice: { id, version, hash } } } }],
    });
  },
);

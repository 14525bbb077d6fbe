import { beforeEach, describe, expect, test } from 'vitest';
import { contentKeys } from '../../../contract/tables/content.ts';
import {
  type EpochId,
  identifier,
  type OrganizationId,
  type WorkspaceId,
} from '../../../domain/identifiers.ts';
import { type Category, complianceServices, sensitiveServices } from '../../../domain/programs/data.ts';
import type { Source } from '../../../domain/programs/sources.ts';
import { days, hours, isoOf, minutes, startOfDay } from '../../../domain/time.ts';
import { aPerson } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  feedback,
  feedbackUse,
  modelBuilding,
  modelUse,
  serviceAccess,
  validation,
  validationUse,
} from '../../support/settings.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  owner,
  showNotice,
} from '../../support/story.ts';
import { anAnswerWith, aPart, aRecord } from '../../support/told.ts';

const yields: Readonly<Record<(typeof complianceServices)[number], Category>> = {
  'data-loss-prevention': 'loss-prevention-alert',
  'information-protection': 'labeling-activity',
  ediscovery: 'review-set-content',
  'insider-risk-management': 'insider-risk-alert',
  'communication-compliance': 'communication-match',
  'security-posture-management': 'posture-activity',
};

const anUploader = identifier('uk', 'user', '01J00000000000000000000002');

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let validated: EpochId;
let built: EpochId;

beforeEach(async () => {
  cell = aCell('uk');
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
  validated = await showNotice(cell, workspace, validation);
  built = await showNotice(cell, workspace, modelBuilding);
});

const send = (use: string, ...records: readonly object[]) => capture(cell, workspace, use, { records });

const refused = (problem: string, words: object = {}) => ({
  status: problem === 'retrieval-off' ? 409 : 422,
  body: { type: `urn:domicile:problem:${problem}`, ...words },
});

const storedFor = async (epoch: EpochId, use: string) => {
  const query = { workspace, use, day: '2026-03-01', epoch };
  const page = await cell.call<{ records: readonly Record<string, unknown>[] }>(
    assistant,
    'GET /v1/captures',
    { query },
  );
  return expectStatus(page, 200).records;
};

describe('what builds a model', () => {
  test('[SC-25] comes from people, the assistant and plugins of the vendor', async () => {
    const answer = anAnswerWith(cell, 'retrieved-content', 'vendor-plugin');
    expectStatus(await send(modelUse, aRecord(cell, 'prompt', 'person'), answer), 201);
    expect(await storedFor(built, modelUse)).toMatchObject([
      { category: 'prompt', source: 'person' },
      { source: 'assistant', parts: [{ category: 'retrieved-content', source: 'vendor-plugin' }] },
    ]);
  });

  const elsewhere: readonly (readonly [Source, Category])[] = [
    ['other-plugin', 'retrieved-content'],
    ['upload', 'retrieved-content'],
    ...sensitiveServices.map((service) => [service, yields[service]] as const),
  ];

  test.each(elsewhere)(
    '[SC-25] is nothing from %s, not as a part of an answer either',
    async (source, category) => {
      await choose(cell, workspace, serviceAccess, 'on');
      const uploader = source === 'upload' ? { uploader: anUploader } : {};
      const alone = aRecord(cell, category, source, uploader);
      const inside = { ...anAnswerWith(cell, category, source), ...uploader };

      for (const record of [alone, inside]) {
        const answer = await send(modelUse, aRecord(cell, 'prompt', 'person'), record);
        expect(answer.status).toBe(422);
        expect(answer.body).toMatchObject({ given: expect.stringMatching(`^(${source}|${category})$`) });
      }
      expect(await storedFor(built, modelUse)).toEqual([]);
      // The same is taken where people check how well the assistant works.
      expectStatus(await send(validationUse, inside), 201);
    },
  );

  test('[SC-25] a plugin of another maker is refused by its name, with those that are taken', async () => {
    expect(await send(modelUse, anAnswerWith(cell, 'retrieved-content', 'other-plugin'))).toMatchObject(
      refused('source-not-allowed', {
        given: 'other-plugin',
        allowed: ['person', 'assistant', 'vendor-plugin'],
        errors: [{ at: '/records/0/parts/0/source' }],
      }),
    );
  });

  test.each([
    ['prompt', 'vendor-plugin'],
    ['retrieved-content', 'person'],
    ['response', 'person'],
  ] as const)(
    '[SC-25] nobody’s words are told as another’s: %s from %s is none',
    async (category, source) => {
      expect(await send(modelUse, aRecord(cell, category, source))).toMatchObject(
        refused('source-not-allowed', { given: `${category} from ${source}` }),
      );
    },
  );
});

describe('what comes from a connected service', () => {
  beforeEach(async () => {
    cell.clock.now += hours(1);
    await choose(cell, workspace, serviceAccess, 'on');
  });

  test.each(complianceServices)('[SC-5] %s yields its closed list and nothing else', async (service) => {
    expectStatus(await send(validationUse, anAnswerWith(cell, yields[service], service)), 201);
    for (const category of [...Object.values(yields), 'retrieved-content', 'prompt'] as const) {
      if (category === yields[service]) continue;
      expect(await send(validationUse, anAnswerWith(cell, category, service))).toMatchObject(
        refused('source-not-allowed', { given: `${category} from ${service}` }),
      );
    }
  });

  test('[SC-5] is captured only while access is on; what was captured stays until its retention ends', async () => {
    const alert = () => anAnswerWith(cell, 'loss-prevention-alert', 'data-loss-prevention');
    const before = alert();
    const { deadline } = expectStatus(await send(validationUse, before), 201);
    cell.clock.now += minutes(1);
    expectStatus(await choose(cell, workspace, serviceAccess, 'off'), 200);

    for (const record of [before, alert()]) {
      expect(await send(validationUse, record)).toMatchObject(
        refused('retrieval-off', { given: 'data-loss-prevention' }),
      );
    }
    // Nothing else is touched: other records are taken, and what was retrieved before is there, with its date.
    expectStatus(await send(validationUse, aRecord(cell, 'prompt', 'person')), 201);
    await cell.tick();
    expect(await storedFor(validated, validationUse)).toContainEqual(
      expect.objectContaining({ parts: before.parts }),
    );
    expect(deadline).toBe(isoOf(startOfDay('2026-03-01') + days(90)));
  });

  test('[SC-5] [SC-18] what was retrieved before access, or between two times of access, is refused by its time', async () => {
    const alert = () => anAnswerWith(cell, 'posture-activity', 'security-posture-management');
    const since = cell.clock.now;
    cell.clock.now = since - 1;
    const early = alert();
    cell.clock.now = since + minutes(1);
    await choose(cell, workspace, serviceAccess, 'off');
    cell.clock.now += minutes(1);
    const between = alert();
    cell.clock.now += minutes(1);
    expect(await send(validationUse, between)).toMatchObject(refused('retrieval-off'));
    await choose(cell, workspace, serviceAccess, 'on');

    for (const record of [early, between]) {
      expect(await send(validationUse, record)).toMatchObject(
        refused('retrieval-off', {
          given: record.occurredAt,
          errors: [{ at: '/records/0/parts/0/occurredAt' }],
        }),
      );
    }
    expectStatus(await send(validationUse, alert()), 201);
  });

  test('[SC-24] lies in the cell of the workspace and lives as long as all that is shared, whatever the service promised', async () => {
    const { deadline, lot } = expectStatus(
      await send(validationUse, anAnswerWith(cell, 'communication-match', 'communication-compliance')),
      201,
    );
    const pk = contentKeys.partition(validated, lot);
    const { items } = await cell.store.query({ table: 'content', pk, consistency: 'strong' });
    expect(items).toHaveLength(1);
    expect(pk).toMatch(/^uk_ep_.*#uk_ws_/);
    expect(deadline).toBe(isoOf(startOfDay('2026-03-01') + days(90)));
    const notice = await cell.call<{ paragraphs: readonly { topic: string; text: string }[] }>(
      owner,
      'GET /v1/notices/{notice}',
      { path: { notice: 'security-compliance-access' }, query: { language: 'en' } },
    );
    const place = expectStatus(notice, 200).paragraphs.find(({ topic }) => topic === 'place')?.text;
    expect(place).toContain('whatever the service promised before');
  });
});

describe('an upload', () => {
  test.each([validationUse, modelUse, feedbackUse])(
    '[SC-10] is never captured as a file, for %s neither',
    async (use) => {
      await showNotice(cell, organization, feedback);
      const file = aRecord(cell, 'uploaded-file', 'upload', { uploader: anUploader });
      expect(await send(use, file)).toMatchObject(
        refused('category-not-allowed', { given: 'uploaded-file' }),
      );
      const inside = { ...anAnswerWith(cell, 'uploaded-file', 'upload'), uploader: anUploader };
      expect((await send(use, inside)).status).toBe(422);
    },
  );

  test('[SC-10] is captured where a part of it was retrieved for an answer, and as nothing else', async () => {
    const answer = { ...anAnswerWith(cell, 'retrieved-content', 'upload'), uploader: anUploader };
    expectStatus(await send(validationUse, answer), 201);
    for (const category of ['pinned-content', 'prompt', 'response'] as const) {
      const other = { ...anAnswerWith(cell, category, 'upload'), uploader: anUploader };
      expect(await send(validationUse, other)).toMatchObject(
        refused('source-not-allowed', { given: `${category} from upload` }),
      );
    }
  });

  test('[SC-9] is captured with the user who uploaded it, and no other record names an uploader', async () => {
    const answer = anAnswerWith(cell, 'retrieved-content', 'upload');
    expect(await send(validationUse, answer)).toMatchObject(
      refused('uploader-mismatch', { given: 'no uploader', errors: [{ at: '/records/0/uploader' }] }),
    );
    const typed = aRecord(cell, 'prompt', 'person', { uploader: anUploader });
    expect(await send(validationUse, typed)).toMatchObject(
      refused('uploader-mismatch', { given: 'an uploader' }),
    );
    expectStatus(await send(validationUse, { ...answer, uploader: anUploader }), 201);
    expect(await storedFor(validated, validationUse)).toMatchObject([{ uploader: anUploader }]);
  });

  test('[SC-9] no person reads what was captured of it through the cell: not its owner, and nobody else', async () => {
    const answer = { ...anAnswerWith(cell, 'retrieved-content', 'upload'), uploader: anUploader };
    expectStatus(await send(validationUse, answer), 201);
    const query = { workspace, use: validationUse, day: '2026-03-01', epoch: validated };
    for (const person of [owner, aPerson('somebody')]) {
      const page = await cell.call(person, 'GET /v1/captures', { query });
      expect(page.status).toBe(403);
      expect(page.body).not.toHaveProperty('records');
    }
  });
});

describe('feedback', () => {
  test('[SC-22] is a class of its own: refused for every other use, and nothing else is taken as feedback', async () => {
    const epoch = await showNotice(cell, organization, feedback);
    const said = aRecord(cell, 'feedback', 'person');
    for (const use of [validationUse, modelUse]) {
      expect(await send(use, said)).toMatchObject(refused('category-not-allowed', { given: 'feedback' }));
    }
    for (const other of [
      aRecord(cell, 'prompt', 'person'),
      aRecord(cell, 'response', 'assistant'),
      { ...said, parts: [aPart(cell, 'prompt', 'person')] },
    ]) {
      expect(await send(feedbackUse, other)).toMatchObject(
        refused('category-not-allowed', { allowed: ['feedback'] }),
      );
    }
    for (const dataClass of ['customer-data', 'system-log']) {
      expect(await send(feedbackUse, { ...said, dataClass })).toMatchObject(
        refused('category-not-allowed', { given: `feedback as ${dataClass}` }),
      );
    }
    expect(await storedFor(epoch, feedbackUse)).toEqual([]);
    expectStatus(await send(feedbackUse, said), 201);
  });

  test('[SC-22] has a life of its own: turned off for the organization, it ends, and other sharing goes on', async () => {
    const epoch = await showNotice(cell, organization, feedback);
    expectStatus(await send(feedbackUse, aRecord(cell, 'feedback', 'person')), 201);
    expectStatus(await send(validationUse, aRecord(cell, 'prompt', 'person')), 201);

    const { closures } = expectStatus(await choose(cell, organization, feedback, 'off'), 200);
    await cell.tick();

    expect(closures).toMatchObject([{ epoch }]);
    const ended = await cell.call(owner, 'GET /v1/closures/{epoch}', { path: { epoch } });
    expect(ended.body).toMatchObject({ state: 'ended' });
    expect((await send(feedbackUse, aRecord(cell, 'feedback', 'person'))).status).toBe(409);
    expect(await storedFor(validated, validationUse)).toHaveLength(1);
  });
});

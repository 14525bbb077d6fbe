import { describe, expect, test } from 'vitest';
import { everyNotice, noticeCatalog } from '../../../domain/notices/catalog.ts';
import type { Notice } from '../../../domain/notices/notice.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { checkCatalog, faultsOfCatalog } from '../../../domain/programs/check-catalog.ts';
import { CatalogError, describeFault } from '../../../domain/programs/fault.ts';
import { everyWholeProgram } from '../../../domain/programs/located.ts';
import { only, type Program, type ToggleDefinition } from '../../../domain/programs/program.ts';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import type { KeepingUse } from '../../../domain/programs/use.ts';
import { days, seconds } from '../../../domain/time.ts';

const now = Date.parse('2026-03-01T12:00:00.000Z');

const good = businessAppsDataSharing;
const settingId = 'share-for-improvement';
const useId = 'product-improvement';

/** A program as another source would bring it: what the types would refuse gets through as text. */
const fromJson = (change: object): never => JSON.parse(JSON.stringify(change)) as never;

const withSetting = (change: Partial<ToggleDefinition>): Program => ({
  ...good,
  settings: { [settingId]: { ...(good.settings[settingId] as ToggleDefinition), ...change } },
});
const withUse = (change: Partial<KeepingUse>): Program => ({
  ...good,
  uses: { [useId]: { ...(good.uses[useId] as KeepingUse), ...change } },
});
const messagesOf = (programs: readonly Program[], notices: readonly Notice[] = everyNotice) =>
  faultsOfCatalog(programs, notices).map(describeFault);

describe('the catalog as it is published', () => {
  test('has no fault', () => {
    expect(messagesOf(everyWholeProgram)).toEqual([]);
    expect(() => checkCatalog(everyWholeProgram, noticeCatalog, now)).not.toThrow();
  });
});

describe('a faulty program is refused with file, field, what was given and what is allowed', () => {
  const cases: readonly (readonly [string, Program, string, string, string])[] = [
    ['an id that no key can hold', { ...good, id: 'Data Sharing#1' }, 'id', '`Data Sharing#1`', 'hyphens'],
    ['a version that does not count', { ...good, version: 0 }, 'version', '0', 'a whole number from 1'],
    ['no title', { ...good, title: ' ' }, 'title', 'empty', 'a title'],
    ['no setting', { ...good, settings: {}, uses: {} }, 'settings', 'without a setting', 'at least one'],
    [
      'a setting that permits an unknown use',
      withSetting({ permits: [useId, 'marketing'] }),
      `settings.${settingId}.permits`,
      'the unknown use `marketing`',
      useId,
    ],
    [
      'a setting that permits what every object inherits',
      withSetting({ permits: [useId, 'constructor'] }),
      `settings.${settingId}.permits`,
      'the unknown use `constructor`',
      useId,
    ],
    [
      'a setting that permits nothing',
      { ...withSetting({ permits: [] }), uses: {} },
      `settings.${settingId}.permits`,
      'empty',
      'at least one of nothing',
    ],
    [
      'a use that no setting governs',
      { ...good, uses: { ...good.uses, training: good.uses[useId] as KeepingUse } },
      'uses.training',
      'permitted by no setting',
      'exactly one setting',
    ],
    [
      'a use that two settings govern',
      { ...good, settings: { ...good.settings, again: good.settings[settingId] as ToggleDefinition } },
      `uses.${useId}`,
      `permitted by ${settingId}, again`,
      'exactly one setting',
    ],
    [
      'nobody who decides',
      withSetting({ decidedBy: [] }),
      `settings.${settingId}.decidedBy`,
      'empty',
      'owner, privacy-officer, approver, contributor',
    ],
    [
      'an unknown role',
      withSetting(fromJson({ decidedBy: ['janitor'] })),
      `settings.${settingId}.decidedBy`,
      'the unknown role `janitor`',
      'owner, privacy-officer, approver, contributor',
    ],
    [
      'an unknown geography',
      withSetting({ availableIn: only(fromJson('mars' as never)) }),
      `settings.${settingId}.availableIn`,
      'the unknown geography `mars`',
      'eu, us, au, apac, uk, br, ca, in, jp',
    ],
    [
      'no geography at all',
      withSetting({ availableIn: { kind: 'only', geographies: [] } }),
      `settings.${settingId}.availableIn`,
      'empty',
      'eu, us, au, apac, uk, br, ca, in, jp',
    ],
    [
      'an unknown notice',
      withSetting({ notice: 'small-print' }),
      `settings.${settingId}.notice`,
      'the unknown notice `small-print`',
      'data-sharing, security-performance-validation, security-model-building',
    ],
    [
      'another default than the notice tells',
      withSetting({ default: 'on' }),
      `settings.${settingId}.default`,
      'on',
      'off, as version 1 of notice `data-sharing` promises',
    ],
    [
      'a longer life than the notice promises',
      withUse({ retention: days(45) }),
      `uses.${useId}.retention`,
      '45 days',
      'at most 30 days, as version 1 of notice `data-sharing` promises',
    ],
    [
      'a later deletion than the notice promises',
      withUse({ afterOptOut: { deletedWithin: days(31) } }),
      `uses.${useId}.afterOptOut.deletedWithin`,
      '31 days',
      'at most 30 days, as version 1 of notice `data-sharing` promises',
    ],
    ['no life at all', withUse({ retention: 0 }), `uses.${useId}.retention`, '0 ms', 'a duration above 0'],
    [
      'deletion before the opt-out',
      withUse({ afterOptOut: { deletedWithin: -1 } }),
      `uses.${useId}.afterOptOut.deletedWithin`,
      '-1 ms',
      'a duration above 0',
    ],
    [
      'a protection that the notice denies',
      withUse({ lockbox: 'covered' }),
      `uses.${useId}.lockbox`,
      'covered',
      'not-applicable',
    ],
    [
      'keys that the notice denies',
      withUse({ customerManagedKeys: 'covered' }),
      `uses.${useId}.customerManagedKeys`,
      'covered',
      'not-applicable',
    ],
    [
      'people left out of the notice',
      withUse({ humanReview: false }),
      `uses.${useId}.humanReview`,
      'false',
      'true',
    ],
    [
      'another place than the notice tells',
      withUse(fromJson({ placement: 'anywhere' })),
      `uses.${useId}.placement`,
      'anywhere',
      'stays',
    ],
    [
      'recipients that the notice does not name',
      withUse(fromJson({ recipients: 'partners' })),
      `uses.${useId}.recipients`,
      'partners',
      'none',
    ],
    [
      'a purpose that the notice rules out',
      withUse({ prohibitedPurposes: ['advertising'] }),
      `uses.${useId}.prohibitedPurposes`,
      'without sales, foundation-model-of-another-maker',
      'sales, advertising, foundation-model-of-another-maker',
    ],
    [
      'an instruction to somebody who decides alone',
      withUse({ customerAct: 'instruction' }),
      `uses.${useId}.customerAct`,
      'instruction',
      'permission, where the vendor is controller',
    ],
    [
      'another role than the notice tells',
      withUse({ vendorRole: 'processor', customerAct: 'instruction' }),
      `uses.${useId}.vendorRole`,
      'processor',
      'controller',
    ],
    [
      'an unknown category',
      withUse(fromJson({ categories: ['thoughts'] })),
      `uses.${useId}.categories`,
      'the unknown category `thoughts`',
      'prompt, response',
    ],
    ['no category', withUse({ categories: [] }), `uses.${useId}.categories`, 'empty', 'prompt, response'],
    ['too many lots', withUse({ lotShards: 33 }), `uses.${useId}.lotShards`, '33', 'from 1 to 32'],
    ['half a lot', withUse({ lotShards: 0.5 }), `uses.${useId}.lotShards`, '0.5', 'from 1 to 32'],
  ];

  test.each(cases)('%s', (_, program, field, given, allowed) => {
    const fault = faultsOfCatalog([program], everyNotice).find(
      (found) => found.field === field && found.given === given,
    );

    expect(fault?.file).toBe(`domain/programs/${program.id}.ts`);
    expect(fault?.allowed).toContain(allowed);
  });

  test('all faults are told at once, each in a sentence', () => {
    const program = { ...withUse({ retention: days(45) }), version: -1 };

    expect(() => checkCatalog([program], noticeCatalog, now)).toThrow(CatalogError);
    expect(messagesOf([program])).toEqual([
      'domain/programs/business-apps-data-sharing.ts: `version` is -1; allowed is a whole number from 1.',
      'domain/programs/business-apps-data-sharing.ts: `uses.product-improvement.retention` is 45 days; allowed is ' +
        'at most 30 days, as version 1 of notice `data-sharing` promises; keep it or publish a new version.',
    ]);
  });
});

describe('ids stand for one thing in the whole catalog', () => {
  test('a program id twice, and a use id in two programs', () => {
    const impostor = { ...securityCopilot, uses: { ...securityCopilot.uses, ...good.uses } };

    expect(messagesOf([good, good])).toContainEqual(
      'domain/programs/business-apps-data-sharing.ts: `id` is `business-apps-data-sharing`, which an earlier ' +
        'program has; allowed is an id of its own.',
    );
    expect(faultsOfCatalog([good, impostor], everyNotice)).toContainEqual({
      file: 'domain/programs/security-copilot.ts',
      field: 'uses.product-improvement',
      given: 'a use id that another program has',
      allowed: 'an id that is new in the catalog',
    });
  });
});

describe('a program is held to the newest version of its notice', () => {
  const [published] = everyNotice.filter((notice) => notice.id === 'data-sharing') as [Notice];
  const stricter = {
    ...published,
    version: 2,
    promises: { ...published.promises, retention: days(7) },
  };

  test('a newer notice that promises less time makes the same program faulty', () => {
    expect(faultsOfCatalog([good], [...everyNotice, stricter]).map((fault) => fault.allowed)).toEqual([
      'at most 7 days, as version 2 of notice `data-sharing` promises; keep it or publish a new version',
    ]);
  });

  test('a notice that is silent about a topic, twice published, or too fast for a grant is refused', () => {
    const silent = {
      ...published,
      paragraphs: published.paragraphs.filter((paragraph) => paragraph.topic !== 'deletion'),
      promises: { ...published.promises, lastGrantWithin: seconds(10) },
    };

    expect(faultsOfCatalog([], [published, silent])).toEqual([
      {
        file: 'domain/notices/catalog.ts',
        field: 'data-sharing.1.en.paragraphs',
        given: 'silent about deletion',
        allowed: 'every topic',
      },
      {
        file: 'domain/notices/catalog.ts',
        field: 'data-sharing.1.en.version',
        given: 'published twice',
        allowed: 'one text a version and language',
      },
      {
        file: 'domain/notices/catalog.ts',
        field: 'data-sharing.1.en.promises.lastGrantWithin',
        given: '10 seconds',
        allowed: 'at least 1 minute, the life of a grant',
      },
    ]);
  });
});

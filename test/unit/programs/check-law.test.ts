import { describe, expect, test } from 'vitest';
import { everyNotice } from '../../../domain/notices/catalog.ts';
import type { Notice } from '../../../domain/notices/notice.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { faultsOfCatalog } from '../../../domain/programs/check-catalog.ts';
import { faultsAgainstLaw } from '../../../domain/programs/check-law.ts';
import type { Fault } from '../../../domain/programs/fault.ts';
import { everyWholeProgram } from '../../../domain/programs/located.ts';
import { powerPlatformDataSharing } from '../../../domain/programs/power-platform-data-sharing.ts';
import type { Program } from '../../../domain/programs/program.ts';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { prohibitablePurposes } from '../../../domain/programs/use.ts';
import { days } from '../../../domain/time.ts';
import { changed, type Value } from '../../support/faulty-programs.ts';

const gdpr = 'at most 30 days: the law’s date in Europe (GDPR (EU) 2016/679, Article 12(3))';
const ccpa =
  'at most 45 days: the law’s date in United States (CCPA, Cal. Civ. Code § 1798.130(a)(2)(A); 11 CCR § 7021(b))';

const requested = 'clocks.afterDeletionRequest.deletedWithin';
const deleting = (program: Program, within: number): Program => ({
  ...program,
  clocks: { ...program.clocks, afterDeletionRequest: { deletedWithin: within } },
});

describe('a program that promises longer than the law’s date', () => {
  test.each(everyWholeProgram)('$id does not', (program) => {
    expect(faultsAgainstLaw(program)).toEqual([]);
  });

  test('is refused with the law that leaves least time where the program can be used', () => {
    expect(faultsAgainstLaw(deleting(securityCopilot, days(31)))).toEqual([
      { file: 'domain/programs/security-copilot.ts', field: requested, given: '31 days', allowed: gdpr },
    ]);
    expect(faultsAgainstLaw(deleting(securityCopilot, days(30)))).toEqual([]);
  });

  test('may take the time of the only law that it meets', () => {
    expect(faultsAgainstLaw(deleting(businessAppsDataSharing, days(45)))).toEqual([]);
    expect(faultsAgainstLaw(deleting(businessAppsDataSharing, days(46)))).toMatchObject([
      { field: requested, given: '46 days', allowed: ccpa },
    ]);
  });

  test('is refused for what it deletes after an opt-out too, use by use', () => {
    const field = 'uses.platform-improvement.afterOptOut.deletedWithin';

    expect(faultsAgainstLaw(changed(powerPlatformDataSharing, field.split('.'), days(31)))).toMatchObject([
      { field, given: '31 days', allowed: gdpr },
    ]);
  });

  test('is refused for where its data may lie, without any setting', () => {
    const insights = everyWholeProgram.find(({ locations }) => locations !== undefined) as Program;

    expect(faultsAgainstLaw(deleting(insights, days(90)))).toMatchObject([
      { given: '90 days', allowed: gdpr },
    ]);
  });
});

describe('what no setting can permit', () => {
  /** The notice agrees with whatever the program says: nobody else would refuse it. */
  const withItsNotice = (name: string, value: Value): readonly Fault[] => {
    const use = 'product-improvement';
    const program = changed(businessAppsDataSharing, ['uses', use, name], value);
    const notices = everyNotice.map((notice) =>
      notice.id === 'data-sharing'
        ? ({ ...notice, promises: { ...notice.promises, [name]: value } } as Notice)
        : notice,
    );
    return faultsOfCatalog([program], notices).filter(({ field }) => field === `uses.${use}.${name}`);
  };

  test.each(prohibitablePurposes)(
    '[DS-14] the prohibited purpose %s, whatever the notice says',
    (purpose) => {
      expect(withItsNotice('purposes', ['improving', purpose])).toEqual([
        {
          file: 'domain/programs/business-apps-data-sharing.ts',
          field: 'uses.product-improvement.purposes',
          given: `the prohibited purpose \`${purpose}\``,
          allowed: 'under any setting agreed-services, building, improving, validating',
        },
      ]);
    },
  );

  test.each(['partners', 'the-model-maker'])('[DS-13] data for %s, whatever the notice says', (recipient) => {
    expect(withItsNotice('recipients', recipient)).toMatchObject([
      { given: `the unknown recipient \`${recipient}\``, allowed: 'none' },
    ]);
  });

  test.each([
    ['as-chosen', 'as-chosen'],
    [{ movesTo: 'us' }, 'moves to us'],
  ])('records that Domicile keeps and that go elsewhere: %j', (placement, given) => {
    expect(withItsNotice('placement', placement)).toMatchObject([
      { given: `the unknown placement \`${given}\``, allowed: 'stays' },
    ]);
  });
});

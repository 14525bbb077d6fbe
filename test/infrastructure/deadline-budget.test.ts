import { describe, expect, test } from 'vitest';
import { everyProgram } from '../../domain/programs/catalog.ts';
import { keepsRecords } from '../../domain/programs/use.ts';
import { contentStore, deadlineBudget, type StoreFacts } from '../../domain/retention/deadline-budget.ts';
import { recoveryWindows, type Store, storesOf } from '../../domain/retention/stores.ts';
import { type Duration, days, describeDuration, hours } from '../../domain/time.ts';
import { brokenDeadlines, brokenErasures } from '../../lib/deadline-check.ts';
import { aConfig } from './cells.ts';

/** What a store leaves behind for so long, in each way in which it can. */
const remains: readonly (readonly [string, (life: Duration) => Partial<StoreFacts>])[] = [
  ['a recovery window', (life) => ({ recoveryWindow: life })],
  ['a queue', (life) => ({ queueLife: life })],
  ['a log', (life) => ({ logLife: life })],
  ['a copy that lags', (life) => ({ copies: [{ lag: life, recoveryWindow: 0 }] })],
  ['the recovery window of a copy', (life) => ({ copies: [{ lag: 0, recoveryWindow: life }] })],
];

const keeping = everyProgram.flatMap((program) =>
  Object.entries(program.uses).flatMap(([useId, use]) =>
    keepsRecords(use) ? [{ name: `${program.id}/${useId}`, program, use }] : [],
  ),
);

const every = hours(1);
const without = deadlineBudget(contentStore, every).total;
/** A lot's day and the hour of its late calls: retention has to be longer by that. */
const ofDay = hours(25);
/** What an opt-out promises may count from a first receipt elsewhere, so long before. */
const ofFirstReceipt = days(7);

describe.each(keeping)('the deadline budget of $name', ({ name, program, use }) => {
  const { retention, afterOptOut } = use;
  const broken = (facts: Partial<StoreFacts>, interval = every) =>
    brokenDeadlines([program], interval, { ...contentStore, ...facts }).filter((text) => text.includes(name));

  test.each(remains)(
    '[DS-10] [SC-11] is kept with %s up to the retention, and not a moment longer',
    (_, of) => {
      const most = retention - without - ofDay;
      expect(broken(of(most - 1)).filter((text) => text.startsWith('`retention`'))).toEqual([]);
      const [told] = broken(of(most)).filter((text) => text.startsWith('`retention`'));
      const total = without + most;
      expect(told).toContain(`is ${describeDuration(retention)}; purging takes ${describeDuration(total)} (`);
      expect(told).toContain(`residual ${describeDuration(most)}`);
      expect(told).toContain(`leaves ${describeDuration(retention - total)} for use`);
    },
  );

  test.each(remains)(
    '[DS-7] [SC-12] [BY-13] is kept with %s up to the deadline of an opt-out that another cell received first, and not a moment longer',
    (_, of) => {
      const most = afterOptOut.deletedWithin - ofFirstReceipt - without;
      const ofOptOut = (texts: readonly string[]) => texts.filter((text) => text.includes('deletedWithin'));
      expect(ofOptOut(broken(of(most - 1)))).toEqual([]);
      expect(ofOptOut(broken(of(most)))).toEqual([expect.stringContaining('leaves no time for use')]);
    },
  );

  test('counts the interval of the tick', () => {
    const most = Math.min(retention - ofDay, afterOptOut.deletedWithin - ofFirstReceipt) - (without - every);
    expect(broken({}, most - 1)).toEqual([]);
    expect(broken({}, most).join()).toContain(`interval ${describeDuration(most)}`);
  });

  test('counts a purge with its retries, skew and slack', () => {
    expect(broken({}, days(90)).join()).toMatch(
      /purge 6 hours, residual 0 seconds, skew 5 minutes, slack 1 day\)/,
    );
  });
});

describe.each(storesOf([]).filter(({ erased }) => erased !== undefined))(
  'what is erased from the $name',
  (store: Store) => {
    const within = store.erased?.within ?? 0;
    const plain: StoreFacts = { recoveryWindow: 0, queueLife: 0, logLife: 0 };
    const broken = (facts: Partial<StoreFacts>) =>
      brokenErasures([{ ...store, facts: { ...plain, ...facts } }], every);

    test.each(remains)('may be left in %s for less than the law leaves, and no longer', (_, of) => {
      const most = within - without;
      expect(broken(of(most - 1))).toEqual([]);
      expect(broken(of(most))).toEqual([
        expect.stringContaining(`within ${describeDuration(within)} (interval 1 hour`),
      ]);
      expect(broken(of(most + days(1)))[0]).toMatch(/which leaves no time for use\.$/);
    });
  },
);

test('the longest of what remains counts, and not the sum of it', () => {
  const facts: StoreFacts = {
    recoveryWindow: days(3),
    queueLife: days(4),
    logLife: days(5),
    copies: [{ lag: days(1), recoveryWindow: days(5) }],
  };
  expect(deadlineBudget(facts, 0).residual).toBe(days(6));
});

describe('a configuration does not synthesize', () => {
  /** Changes a fact of the stores as somebody would in their file, and takes that back. */
  const withFact = <Facts extends object>(facts: Facts, changed: Partial<Facts>, act: () => void) => {
    const before = { ...facts };
    Object.assign(facts, changed);
    try {
      act();
    } finally {
      Object.assign(facts, before);
    }
  };

  test('[DS-7] [DS-10] [SC-11] [SC-12] where content can be restored for the 35 days that DynamoDB offers, and every use of it is named', () => {
    withFact(contentStore, { recoveryWindow: days(35) }, () => {
      for (const { name, program } of keeping) {
        expect(() => aConfig({ programs: [program.id] })).toThrow(name);
        expect(() => aConfig({ programs: [program.id] })).toThrow(/36 days 7 hours \(.*residual 35 days/);
      }
    });
    expect(() => aConfig()).not.toThrow();
  });

  test('where the registry can be restored for a fortnight', () => {
    withFact(recoveryWindows as { registry: Duration }, { registry: days(14) }, () =>
      expect(() => aConfig()).toThrow(/names leave the registry within 15 days 7 hours .*leaves no time/),
    );
  });
});

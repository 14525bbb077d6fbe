import type { StoredSetting } from '../../../domain/consent/choice.ts';
import type { Rules } from '../../../domain/decisions/compiled-rules.ts';
import type { Instrument } from '../../../domain/decisions/instruments.ts';
import type { Question } from '../../../domain/decisions/question.ts';
import { type Standing, settingNow, standingOf } from '../../../domain/decisions/standing.ts';
import { everyGeography, type Geography } from '../../../domain/geographies.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { type Category, dataClassOf } from '../../../domain/programs/data.ts';
import type { AddressedSetting, ChosenValue } from '../../../domain/programs/program.ts';
import type { AdmissionRecord } from '../../../domain/settings/resolve-setting.ts';

/** Every setting of the catalog, in the order of its number. */
export const everySetting: readonly AddressedSetting[] = everyProgram.flatMap((program) =>
  Object.entries(program.settings).map(([settingId, setting]) => ({ program, settingId, setting })),
);

export const now = Date.parse('2026-11-22T10:00:00.000Z');

const facts = {
  n: 1,
  notice: { id: 'any', version: 1, hash: '0'.repeat(64) },
  since: '2026-11-01T00:00:00.000Z',
  by: 'eu_user_01J0000000000000000000000A',
} as const;

export const epoch = 'eu_ep_01J0000000000000000000000E';

/** A value as it stands after an owner chose it. */
export const chosen = (value: ChosenValue): StoredSetting => {
  if (value === 'on') return { ...facts, value, source: 'chosen', epoch };
  return { ...facts, value, source: 'chosen' } as StoredSetting;
};

/** That somebody was let into a limited preview. */
export const admitted = { admittedAt: '2026-11-01T00:00:00.000Z' };

export type Stands = {
  readonly home?: Geography;
  readonly geography?: Geography;
  readonly stored?: Readonly<Record<string, StoredSetting>>;
  readonly admission?: AdmissionRecord;
};

/** What a subject's settings say, by the numbers of compiled rules. @param stored by `{program}/{setting}` */
export const standing = (
  rules: Rules,
  { geography = 'eu', home = geography, stored = {}, admission }: Stands,
): Standing =>
  standingOf(
    geography,
    rules.settings.map((address) => {
      const addressed = everySetting.find(
        ({ program, settingId }) => `${program.id}/${settingId}` === address,
      );
      if (addressed === undefined) return undefined;
      const kept = stored[address];
      return settingNow({
        ...addressed,
        home,
        geography,
        ...(kept !== undefined && { stored: kept }),
        ...(admission !== undefined && { admission }),
      });
    }),
  );

/** Instruments between all geographies, in force now. */
export const everyInstrument: readonly Instrument[] = everyGeography.flatMap((from) =>
  everyGeography
    .filter((to) => to !== from)
    .map((to) => ({
      id: `${from}-${to}`,
      from,
      to,
      kind: 'adequacy' as const,
      validFrom: now - 1_000,
      validUntil: now + 86_400_000,
    })),
);

/** A question about a category, with the class that it has and all else as a use of its own permits it. */
export const question = (use: string, category: Category, given: Partial<Question> = {}): Question => ({
  use,
  category,
  dataClass: dataClassOf[category],
  purpose: 'agreed-services',
  recipient: 'vendor',
  from: 'eu',
  to: 'eu',
  askedBy: 'user-1',
  answersTo: 'user-1',
  ...given,
});

import { compileRules } from '../../domain/decisions/compiled-rules.ts';
import type { Instrument } from '../../domain/decisions/instruments.ts';
import type { Question } from '../../domain/decisions/question.ts';
import { type SettingNow, type Standing, standingOf } from '../../domain/decisions/standing.ts';
import { everyGeography, type Geography } from '../../domain/geographies.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { everyProgram } from '../../domain/programs/catalog.ts';
import { categories, complianceServices, dataClassOf } from '../../domain/programs/data.ts';
import type { SettingDefinition } from '../../domain/programs/program.ts';
import { prohibitablePurposes, purposes } from '../../domain/programs/use.ts';

/** When every question of the bench is asked. */
export const askedAt = Date.parse('2026-11-22T10:00:00.000Z');

/** From each geography some others can be reached. */
export const instruments: readonly Instrument[] = everyGeography.flatMap((from, index) =>
  everyGeography
    .filter((to, other) => to !== from && (index + other) % 3 !== 0)
    .map((to) => ({
      id: `${from}-${to}`,
      from,
      to,
      kind: 'adequacy' as const,
      validFrom: askedAt - 1,
      validUntil: askedAt + 86_400_000,
    })),
);

export const rules = compileRules(everyProgram, instruments);

/** Numbers that look random and are the same on every machine: a linear congruential generator (Numerical Recipes). */
export const numbersFrom = (seed: number) => {
  let state = seed >>> 0;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

type Draw = ReturnType<typeof numbersFrom>;

const oneOf = <Value>(draw: Draw, values: readonly Value[]): Value => {
  const value = values[draw(values.length)];
  if (value === undefined) throw new RangeError('there is nothing to draw from');
  return value;
};

const settings = everyProgram.flatMap((program) => Object.values(program.settings));

const settingIn = (draw: Draw, setting: SettingDefinition, epoch: EpochId): SettingNow => {
  const drawn = draw(8);
  if (drawn === 0) return { standing: { says: 'denied', reason: 'setting-off' } };
  if (setting.kind !== 'toggle')
    return { standing: { says: 'chosen', location: oneOf(draw, setting.among) } };
  return drawn === 1 ? { standing: { says: 'not-applicable' } } : { standing: { says: 'chosen' }, epoch };
};

const standingIn = (draw: Draw, geography: Geography, workspace: number): Standing =>
  standingOf(
    geography,
    settings.map((setting, index) => {
      const last = String(workspace * 100 + index).padStart(26, '0');
      return settingIn(draw, setting, `${geography}_ep_${last}`);
    }),
  );

/** Workspaces by their identifiers, in all geographies. */
export const workspacesOf = (count: number): ReadonlyMap<string, Standing> => {
  const draw = numbersFrom(count);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const geography = oneOf(draw, everyGeography);
      return [`${geography}_ws_${String(index).padStart(26, '0')}`, standingIn(draw, geography, index)];
    }),
  );
};

export type Asked = { readonly workspace: string; readonly question: Question };

const uses = everyProgram.flatMap((program) => Object.entries(program.uses));
const [firstUse] = uses;

/** Mostly what a use declares, and sometimes any word there is. */
const mostly = <Word>(draw: Draw, declared: readonly Word[], known: readonly Word[]): Word =>
  oneOf(draw, draw(8) === 0 ? known : declared);

const questionIn = (draw: Draw, geography: Geography): Question => {
  const [use, facts] = uses[draw(uses.length)] ?? firstUse ?? [];
  if (use === undefined || facts === undefined) throw new RangeError('the catalog has no use');
  const category = mostly(draw, facts.categories, categories);
  const movesTo = typeof facts.placement === 'object' ? [facts.placement.movesTo] : [geography];
  const hasServices = facts.keeps === 'nothing' && facts.services !== undefined;
  return {
    use,
    category,
    dataClass: draw(16) === 0 ? 'feedback' : dataClassOf[category],
    purpose: mostly<string>(draw, facts.purposes, [...purposes, ...prohibitablePurposes]),
    recipient: draw(16) === 0 ? 'third-party' : facts.recipients === 'none' ? 'vendor' : facts.recipients,
    from: geography,
    to: mostly<Geography>(draw, movesTo, everyGeography),
    askedBy: 'user-1',
    answersTo: draw(8) === 0 ? 'user-2' : 'user-1',
    ...(hasServices && { service: oneOf(draw, complianceServices) }),
  };
};

/**
 * Questions about workspaces in an order that is none, so that what is known of a workspace is rarely at hand. There
 * are few questions, since a service has its question in hand when it asks; and as many askings as are wanted.
 */
export const askingsOf = (workspaces: ReadonlyMap<string, Standing>, count: number): readonly Asked[] => {
  const draw = numbersFrom(7 * count + workspaces.size);
  const questions = new Map(
    everyGeography.map((geography) => [
      geography,
      Array.from({ length: 64 }, () => questionIn(draw, geography)),
    ]),
  );
  const all = [...workspaces];
  return Array.from({ length: count }, () => {
    const [workspace, { geography }] = oneOf(draw, all);
    return { workspace, question: oneOf(draw, questions.get(geography) ?? []) };
  });
};

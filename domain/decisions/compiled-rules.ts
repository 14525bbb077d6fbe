import type { Geography } from '../geographies.ts';
import {
  type Category,
  categories,
  complianceServices,
  type DataClass,
  dataClasses,
  dataClassOf,
} from '../programs/data.ts';
import { longestGrant, type Program } from '../programs/program.ts';
import {
  keepsRecords,
  type Placement,
  prohibitablePurposes,
  purposes,
  type UseDefinition,
} from '../programs/use.ts';
import { type Instrument, type Instruments, layOut } from './instruments.ts';
import { type Decision, type Denial, denials, type Recipient, recipients } from './question.ts';

/** What is said of a word: nothing is wrong with it, or why it is denied. */
export type Said = Denial | 'nothing';

/** What a use says of a category that somebody declared. */
export type CategoryRule = {
  readonly said: Said;
  readonly dataClass: DataClass;
  /** It serves nobody but who asked (CC-7). */
  readonly isPersonal: boolean;
};

/** The rule of one use, laid out so that a question is answered with a few lookups. */
export type UseRule = {
  /** `{program}/{use}`, as answers name it. */
  readonly name: string;
  readonly categories: ReadonlyMap<string, CategoryRule>;
  readonly purposes: ReadonlyMap<string, Said>;
  /** The one recipient that it has (DS-13, SC-19). */
  readonly recipient: Recipient;
  /** What each connected service yields; undefined where the use reads from none (SC-5). */
  readonly services: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  readonly placement: Placement;
  /** Numbers of the setting that governs the use, and of the other gate where there is one. */
  readonly setting: number;
  readonly otherSetting: number | undefined;
  readonly denied: ReadonlyMap<Denial, Decision>;
};

/** All rules of a catalog, compiled once. */
export type Rules = {
  readonly byUse: ReadonlyMap<string, UseRule>;
  /** Addresses `{program}/{setting}`, whose places here are the numbers of settings. */
  readonly settings: readonly string[];
  readonly instruments: Instruments;
};

/** Words that somebody declared; a question with another one has no rule. */
const said = (declared: readonly string[], known: readonly string[], otherwise: Denial) =>
  new Map<string, Said>(known.map((word) => [word, declared.includes(word) ? 'nothing' : otherwise]));

const purposesOf = (use: UseDefinition): ReadonlyMap<string, Said> =>
  new Map<string, Said>([
    ...said(use.purposes, purposes, 'purpose-not-declared'),
    // No program lifts one of these, whether or not it names it (DS-14, SC-19).
    ...said([], prohibitablePurposes, 'purpose-prohibited'),
  ]);

/**
 * What is said of a recipient; undefined for one that nobody knows. Neither the maker of a model nor any third party is
 * ever one, whatever a program says (DS-13, SC-19).
 */
export const saidOfRecipient = ({ recipient }: UseRule, word: string): Said | undefined => {
  if (word === recipient) return 'nothing';
  if (word === 'vendor' || word === 'connected-service') return 'recipient-not-declared';
  return recipients.some((known) => known === word) ? 'recipient-prohibited' : undefined;
};

/** What may hold a person's data: all that people wrote, got or are called. Articles are written for everybody. */
const mayBePersonal = (category: Category): boolean =>
  dataClassOf[category] === 'customer-data' && category !== 'knowledge-article';

/** A file that somebody uploaded goes nowhere, whatever a program says (SC-8). */
const mayGo = (category: Category, { placement }: UseDefinition): boolean =>
  category !== 'uploaded-file' || placement === 'stays';

const categoriesOf = (use: UseDefinition): ReadonlyMap<string, CategoryRule> => {
  const forOneUser = !keepsRecords(use) && use.personalData === 'for-the-user-who-asked';
  return new Map(
    categories.map((category) => [
      category,
      {
        said: use.categories.includes(category) && mayGo(category, use) ? 'nothing' : 'category-not-declared',
        dataClass: dataClassOf[category],
        isPersonal: forOneUser && mayBePersonal(category),
      },
    ]),
  );
};

const servicesOf = (use: UseDefinition): UseRule['services'] => {
  const { services } = keepsRecords(use) ? { services: undefined } : use;
  return services && new Map(complianceServices.map((service) => [service, new Set(services[service])]));
};

const ruleOf = (program: Program, useId: string, use: UseDefinition, numberOf: NumberOf): UseRule => {
  const governing = Object.keys(program.settings).find((id) => program.settings[id]?.permits.includes(useId));
  const name = `${program.id}/${useId}`;
  return {
    name,
    categories: categoriesOf(use),
    purposes: purposesOf(use),
    recipient: use.recipients === 'none' ? 'vendor' : 'connected-service',
    services: servicesOf(use),
    placement: use.placement,
    setting: numberOf(program.id, governing),
    otherSetting: use.alsoNeeds === undefined ? undefined : numberOf(program.id, use.alsoNeeds),
    denied: new Map(
      denials.map((reason) => [reason, { outcome: 'denied', reason, rule: name, usableFor: longestGrant }]),
    ),
  };
};

type NumberOf = (program: string, setting: string | undefined) => number;

/**
 * Compiles the rules of programs.
 * @param instruments what the vendor declared about transfers
 */
export const compileRules = (
  programs: readonly Program[],
  instruments: readonly Instrument[] = [],
): Rules => {
  const settings = programs.flatMap(({ id, settings: declared }) =>
    Object.keys(declared).map((name) => `${id}/${name}`),
  );
  const numberOf: NumberOf = (program, setting) => settings.indexOf(`${program}/${setting}`);
  const rules = programs.flatMap((program) =>
    Object.entries(program.uses).map(
      ([useId, use]) => [useId, ruleOf(program, useId, use, numberOf)] as const,
    ),
  );
  return { byUse: new Map(rules), settings, instruments: layOut(instruments) };
};

/** Whether a word is the name of a class of data. */
export const isDataClass = (word: string): word is DataClass => dataClasses.some((known) => known === word);

/** Where a use may be, for data that is at a place. */
export const placeOf = (placement: Placement, from: Geography): 'as-chosen' | Geography => {
  if (placement === 'stays') return from;
  return placement === 'as-chosen' ? placement : placement.movesTo;
};

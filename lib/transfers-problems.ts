import { clauseModules, groundKinds, lawAsksForNone } from '../domain/decisions/instruments.ts';
import { everyGeography } from '../domain/geographies.ts';
import { categories } from '../domain/programs/data.ts';
import { days, describeDuration, isDay } from '../domain/time.ts';
import { objectionEnds } from '../domain/transfers/processors.ts';
import { nothingDeclared } from '../domain/transfers/terms.ts';
import {
  type Check,
  isRecord,
  list,
  oneOf,
  optional,
  type Problems,
  problem,
  repeatedIn,
  shape,
  text,
} from './config-checks.ts';
import { isCountryCode } from './country-codes.ts';

const line = text(
  /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,300}$/u,
  'a text of 1 to 300 characters in one line, without control characters',
);

const id = text(
  /^[a-z][a-z0-9-]{1,63}$/,
  '2 to 64 of lower-case letters, digits and hyphens, a letter first',
);

const country: Check = (field, value) =>
  typeof value === 'string' && isCountryCode(value)
    ? []
    : problem(field, value, "a country code of ISO 3166-1 alpha-2, like 'DE' or 'US'");

const day: Check = (field, value) =>
  typeof value === 'string' && isDay(value) ? [] : problem(field, value, "a UTC day, like '2027-01-31'");

const geography = oneOf(everyGeography);
const entity = shape({ name: line, country });
const entities = shape(Object.fromEntries(everyGeography.map((name) => [name, optional(entity)])));

const vendor = shape({
  name: line,
  contact: line,
  representative: optional(line),
  dataProtectionOfficer: optional(line),
});

const groundFields: Readonly<Record<(typeof groundKinds)[number], Record<string, Check>>> = {
  adequacy: {},
  'standard-contractual-clauses': { module: oneOf(clauseModules) },
  'not-required': { because: line },
};

/** A consent would be the persons' own, and an organization that chooses cannot give it for them. */
const consentIsNone =
  'an organization’s choice is not the consent of its people, and no consent is an instrument';

const ground: Check = (field, value) => {
  if (value !== 'consent') return oneOf(groundKinds)(field, value);
  return problem(field, value, `${groundKinds.map((kind) => `'${kind}'`).join(', ')}; ${consentIsNone}`);
};

const kindOf = (value: unknown): (typeof groundKinds)[number] | undefined =>
  groundKinds.find((kind) => isRecord(value) && value.kind === kind);

const instrument: Check = (field, value) => {
  const kind = kindOf(value);
  const facts = { id, from: geography, to: geography, kind: ground, validFrom: day, validUntil: day };
  // Of an unknown kind nobody knows what belongs to it.
  const open = { module: optional(() => []), because: optional(() => []) };
  const found = shape({ ...facts, ...(kind === undefined ? open : groundFields[kind]) })(field, value);
  return isRecord(value)
    ? [...found, ...ends(field, value), ...term(field, value), ...lawOf(field, value)]
    : found;
};

type Fields = Readonly<Record<string, unknown>>;

const ends = (field: string, { from, to }: Fields): Problems =>
  from !== undefined && from === to ? problem(`${field}.to`, to, 'another geography than `from`') : [];

const term = (field: string, { validFrom, validUntil }: Fields): Problems =>
  typeof validFrom === 'string' && typeof validUntil === 'string' && validUntil <= validFrom
    ? problem(`${field}.validUntil`, validUntil, `a day after \`validFrom\`, which is '${validFrom}'`)
    : [];

const lawOf = (field: string, { kind, from }: Fields): Problems =>
  kind === 'not-required' && !lawAsksForNone.some((name) => name === from)
    ? problem(
        `${field}.kind`,
        kind,
        `'adequacy', 'standard-contractual-clauses' from ${String(from)}; the law asks for nothing only in ${lawAsksForNone.join(', ')}`,
      )
    : [];

const each =
  (check: Check, allowed: string): Check =>
  (field, value) =>
    Array.isArray(value)
      ? value.flatMap((element, index) => check(`${field}[${index}]`, element))
      : problem(field, value, allowed);

const onlyOnce = (field: string, value: unknown, key: string): Problems => {
  const names = Array.isArray(value) ? value.map((one) => (isRecord(one) ? one[key] : undefined)) : [];
  const repeated = repeatedIn(names.filter((name) => name !== undefined));
  return repeated === undefined ? [] : problem(`${field}.${key}`, repeated, 'each only once');
};

const instruments: Check = (field, value) => [
  ...each(instrument, 'a list of { id, from, to, kind, … }')(field, value),
  ...onlyOnce(field, value, 'id'),
];

const processor = shape({
  name: line,
  country,
  geographies: list(geography, `one or more of ${everyGeography.join(', ')}`),
  purpose: line,
  categories: list(oneOf(categories), `one or more of ${categories.join(', ')}`),
  announced: day,
  from: day,
});

const processors: Check = (field, value) => [
  ...each(processor, 'a list of { name, country, geographies, … }')(field, value),
  ...onlyOnce(field, value, 'name'),
];

const longestObjection = days(365);
const objectionPeriod: Check = (field, value) =>
  typeof value === 'number' && value >= days(1) && value <= longestObjection && value % days(1) === 0
    ? []
    : problem(field, value, 'whole days from 1 to 365, in milliseconds as days(…) gives them');

const fields = shape({
  vendor: optional(vendor),
  entities: optional(entities),
  instruments: optional(instruments),
  processors: optional(processors),
  objectionPeriod: optional(objectionPeriod),
  securityMeasures: optional(list(line, 'one sentence or more')),
});

/** Faults of what a vendor declares about movements of data and who takes part in them (BY-7). */
export const transfers: Check = (field, value) => {
  const found = fields(field, value);
  return isRecord(value) && found.length === 0
    ? [...entitiesMissing(field, value), ...startsTooEarly(field, value)]
    : found;
};

const elementsOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

/** Of a transfer somebody is the exporter and somebody the importer: a register has to name them. */
const entitiesMissing = (field: string, { entities: given, instruments: declared }: Fields): Problems => {
  const named = isRecord(given) ? given : {};
  const needed = elementsOf(declared).flatMap((one) =>
    [one.from, one.to].map((end) => ({ end, by: one.id })),
  );
  const missing = needed.filter(({ end }) => named[String(end)] === undefined);
  return [...new Map(missing.map((one) => [one.end, one])).values()].flatMap(({ end, by }) =>
    problem(
      `${field}.entities.${end}`,
      undefined,
      `{ name, country }, because the instrument '${by}' names ${end}`,
    ),
  );
};

const startsTooEarly = (field: string, { processors: given, objectionPeriod: period }: Fields): Problems => {
  const objection = typeof period === 'number' ? period : nothingDeclared.objectionPeriod;
  return elementsOf(given).flatMap(({ announced, from }, index) => {
    const earliest = objectionEnds(String(announced), objection);
    const why = `${describeDuration(objection)} to object after its announcement on ${String(announced)}`;
    return String(from) < earliest
      ? problem(`${field}.processors[${index}].from`, from, `'${earliest}' or later: ${why}`)
      : [];
  });
};

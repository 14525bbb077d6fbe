import { z } from 'zod';
import type { Notice } from '../../domain/notices/notice.ts';
import type { Fault } from '../../domain/programs/fault.ts';
import type { Program } from '../../domain/programs/program.ts';

/**
 * The parts that a program or notice must have, each of the right kind, before its values can be checked: a file runs
 * without its types being looked at. Which names and figures are allowed is for the checks of the catalog.
 */
const names = z.array(z.string());
const clock = z.union([z.literal('not-declared'), z.object({ deletedWithin: z.number() })], {
  error: "'not-declared' or { deletedWithin }",
});

const setting = z.object({
  kind: z.string(),
  title: z.string(),
  scope: z.string(),
  default: z.string(),
  availableIn: z.union(
    [z.object({ kind: z.literal('everywhere') }), z.object({ kind: z.literal('only'), geographies: names })],
    { error: 'everywhere() or only(…)' },
  ),
  notApplicable: z.object({ within: z.string(), because: z.string() }).optional(),
  admission: z.object({ kind: z.string() }),
  decidedBy: names,
  requires: z.object({ directoryRoles: names, capacity: z.string().optional() }).optional(),
  permits: names,
  notice: z.string(),
  among: names.optional(),
});

const useFacts = {
  title: z.string(),
  categories: names,
  humanReview: z.boolean(),
  vendorRole: z.string(),
  customerAct: z.string(),
  recipients: z.string(),
  purposes: names,
  prohibitedPurposes: names,
  placement: z.union([z.string(), z.object({ movesTo: z.string() })], { error: 'a name or { movesTo }' }),
  lockbox: z.string(),
  customerManagedKeys: z.string(),
};

const use = z.discriminatedUnion(
  'keeps',
  [
    z.object({
      ...useFacts,
      keeps: z.literal('records'),
      sources: names,
      retention: z.number(),
      afterOptOut: z.object({ deletedWithin: z.number() }),
      lotShards: z.number(),
    }),
    z.object({
      ...useFacts,
      keeps: z.literal('nothing'),
      services: z.record(z.string(), names).optional(),
    }),
  ],
  { error: 'what use(…) or useInPassing(…) gives' },
);

const exceptions = z.record(
  z.string(),
  z.union(
    [
      z.object({ status: z.literal('applies'), what: z.string() }),
      z.object({ status: z.literal('not-used'), because: z.string() }),
    ],
    { error: 'applies(…) or notUsed(…)' },
  ),
);

const program = z.object({
  id: z.string(),
  version: z.number(),
  title: z.string(),
  settings: z.record(z.string(), setting),
  uses: z.record(z.string(), use),
  noticePeriod: z.number(),
  clocks: z.object({ afterOffboarding: clock, afterDeletionRequest: clock }),
  locations: z
    .object({ geographies: names, copies: z.string(), accessFrom: z.string(), exceptions, global: names })
    .optional(),
  dataProcessingAgreement: z.string(),
});

const notice = z.object({
  id: z.string(),
  version: z.number(),
  language: z.string(),
  title: z.string(),
  promises: z.object({
    default: z.string(),
    keeps: z.string(),
    lastGrantWithin: z.number(),
    purposes: names,
    prohibitedPurposes: names,
  }),
  paragraphs: z.array(z.object({ topic: z.string(), heading: z.string(), text: z.string() })),
});

const written = (value: unknown): string => {
  if (value === undefined) return 'missing';
  return typeof value === 'object' ? 'something else' : String(value);
};

/** What a value lacks to be what is asked for: a fault for each field. */
const faultsOf = (asked: z.ZodType, value: unknown, file: string): readonly Fault[] => {
  const { error } = asked.safeParse(value, { reportInput: true });
  return (error?.issues ?? []).map(({ path, input, message }) => ({
    file,
    field: path.map(String).join('.'),
    given: written(input),
    allowed: message.replace(/^Invalid input: expected (\w+), .*$/, 'of the kind: $1'),
  }));
};

/** Something that a module exports, and the faults that keep it from being looked at further. */
export type Shaped<What> = { readonly value: What; readonly faults: readonly Fault[] };

const has = (value: unknown, ...fields: readonly string[]): value is object =>
  typeof value === 'object' && value !== null && fields.every((field) => Object.hasOwn(value, field));

/** The programs among what a module exports: whatever has settings and uses. */
export const programsIn = (exported: readonly unknown[], file: string): readonly Shaped<Program>[] =>
  exported
    .filter((value) => has(value, 'settings', 'uses'))
    .map((value) => ({ value: value as Program, faults: faultsOf(program, value, file) }));

/** The notices among what a module exports: whatever has promises and paragraphs. */
export const noticesIn = (exported: readonly unknown[], file: string): readonly Shaped<Notice>[] =>
  exported
    .filter((value) => has(value, 'promises', 'paragraphs'))
    .map((value) => ({ value: value as Notice, faults: faultsOf(notice, value, file) }));

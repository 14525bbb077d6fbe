import * as z from 'zod/mini';
import { transferOutcomes } from '../../../domain/decisions/transfer.ts';
import { limits } from '../limits.ts';
import { object } from './object.ts';
import { geography, identifierOf, instant, word } from './texts.ts';

const subject = identifierOf('ws', 'org');

/**
 * Words are taken as they come, within bounds: one that no program declares is answered, because somebody has to hear
 * of it. Places are not: there are nine geographies, and no other.
 */
const question = object({
  use: word,
  category: word,
  dataClass: word,
  purpose: word,
  recipient: word,
  from: z.optional(geography),
  to: geography,
  service: z.optional(word),
  askedBy: z.optional(word),
  answersTo: z.optional(word),
  epoch: z.optional(word),
});

const decisions = object({
  subject,
  questions: z.array(question).check(z.minLength(1), z.maxLength(limits.questionsPerCall)),
});

const placement = object({
  subject,
  use: word,
  purpose: word,
  ingredients: z
    .array(object({ category: word, dataClass: word }))
    .check(z.minLength(1), z.maxLength(limits.questionsPerCall)),
  askedBy: z.optional(word),
  answersTo: z.optional(word),
});

const report = object({
  subject,
  outcome: z.enum(transferOutcomes),
  place: z.optional(geography),
  at: instant,
});

/** What routes of decisions take. */
export const decisionsBodies = {
  'POST /v1/decisions': decisions,
  'POST /v1/placements': placement,
  'POST /v1/placements/{placement}/report': report,
  'POST /v1/transfers/{transfer}/report': report,
} as const;

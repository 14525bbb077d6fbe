import * as z from 'zod/mini';
import { mostParts } from '../../../domain/consent/group-instruction.ts';
import { object } from './object.ts';
import {
  catalogId,
  count,
  detachedSignature,
  digest,
  exactInstant,
  identifierOf,
  nonce,
  settingValue,
  ulid,
} from './texts.ts';

/** What a key of the customer signed, word for word: its digest is that of the canonical form of these fields. */
const instruction = object({
  v: z.custom<1>((value) => value === 1, { error: '1', params: { wants: 'number' } }),
  kind: z.enum(['group-instruction']),
  id: ulid,
  program: catalogId,
  setting: catalogId,
  uses: z.array(catalogId).check(z.maxLength(100)),
  value: settingValue,
  notice: object({ id: catalogId, version: count, hash: digest }),
  parts: object({ count, digest }),
  at: exactInstant,
  nonce,
});

/**
 * An instruction to several cells, for one part of it (BY-13). Of the other parts nothing comes along but commitments;
 * `first` is the receipt of the part that was received first, as the customer states it.
 */
const handedOver = object({
  subject: identifierOf('org', 'ws'),
  instruction,
  parts: z.array(digest).check(z.maxLength(mostParts)),
  signature: detachedSignature,
  first: z.optional(object({ receivedAt: exactInstant, entry: digest })),
});

/** What the route of instructions takes. */
export const instructionsBodies = { 'POST /v1/instructions': handedOver } as const;

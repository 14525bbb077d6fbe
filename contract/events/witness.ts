import type { Geography } from '../../domain/geographies.ts';
import { type CellEvent, eventSource } from './events.ts';

const witnessed: CellEvent['type'] = 'CheckpointSigned';

/** The events that an outside witness of the log is told of: signed checkpoints of the cell, and nothing else. */
export const witnessedEvents = { source: [eventSource], 'detail-type': [witnessed] } as const;

/**
 * What is made of such an event before it goes out: a checkpoint file in the form of RFC 8785, as
 * `domicile verify checkpoint` takes it (BY-2). A checkpoint holds the size and the root of the log, the cell, the
 * time, the name of the key and the signature; of the rest of the event nothing goes out. The signature is a text of
 * letters, digits and `.-_`, so that no character of it needs an escape.
 */
export const checkpointFileInput = {
  InputPathsMap: { checkpoint: '$.detail.checkpoint' },
  InputTemplate: '{"checkpoint":<checkpoint>,"kind":"checkpoint-file","v":1}',
} as const;

/** The header by which a witness is told which cell a checkpoint comes from. It is no secret, and proves nothing. */
export const cellHeader = 'Domicile-Cell';

/** The name of the address and of the rule that sends to it: neither stands for anything else in an account. */
export const witnessName = (geography: Geography): string => `Domicile-${geography}-Witness`;

/** How often and for how long a checkpoint is sent that the witness does not take: what EventBridge does by itself. */
export const witnessPatience = { attempts: 185, seconds: 86_400 } as const;

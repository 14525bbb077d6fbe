import { type PurgeWork, purgeWorkVersion } from '../../contract/events/purge-work.ts';
import { parseIdentifier } from '../../domain/identifiers.ts';
import { parseLotName } from '../../domain/retention/lot.ts';

/** A message that is no piece of work. It ends in the dead-letter queue, where an alarm tells of it. */
export class MalformedWork extends Error {
  override readonly name = 'MalformedWork';
}

/**
 * The piece of work that a message asks for. The message is not repeated in the error: nobody knows what it is.
 * @throws MalformedWork
 */
export const parseWork = (text: string): PurgeWork => {
  const { v = purgeWorkVersion, kind, epoch: epochText, lot, ...others } = fieldsIn(text);
  if (v !== purgeWorkVersion) throw new MalformedWork('the message has an unknown version');
  if (kind === 'advance-hold') return holdNamedBy(others);
  const epoch = typeof epochText === 'string' ? parseIdentifier(epochText, 'ep')?.id : undefined;
  if (epoch === undefined) throw new MalformedWork('the message names no epoch');
  if (kind === 'end-closure' || kind === 'finish-opt-out') return { kind, epoch };
  if (kind !== 'purge-lot') throw new MalformedWork('the message names no known kind of work');
  if (typeof lot !== 'string' || parseLotName(lot) === undefined)
    throw new MalformedWork('the message names no lot');
  return { kind, epoch, lot };
};

const holdNamedBy = ({ subject, hold }: Readonly<Record<string, unknown>>): PurgeWork => {
  const whose = typeof subject === 'string' ? parseIdentifier(subject, 'org', 'ws')?.id : undefined;
  const which = typeof hold === 'string' ? parseIdentifier(hold, 'hold')?.id : undefined;
  if (whose === undefined || which === undefined) throw new MalformedWork('the message names no hold');
  return { kind: 'advance-hold', subject: whose, hold: which };
};

const fieldsIn = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new MalformedWork('the message is not JSON');
  }
};

import type { Epoch } from '../consent/epoch.ts';
import { type EpochId, parseIdentifier } from '../identifiers.ts';
import { type LotName, parseLotName } from '../retention/lot.ts';

/**
 * What becomes of a record of a copy of content (BY-3). `erased`: its lot was purged, and the record stays gone.
 * `kept`: its lot lives. `refused`: nobody can tell, and nothing is restored until somebody can.
 */
export type RecordFate =
  | { readonly fate: 'erased'; readonly epoch: EpochId; readonly lot: string }
  | { readonly fate: 'kept'; readonly epoch: EpochId; readonly lot: string; readonly name: LotName }
  | { readonly fate: 'refused'; readonly why: string };

/** What is known beside the record: from the ledgers, from the purges, and from the lot as the registry has it. */
export type RecordFacts = {
  readonly epochOf: (
    epoch: EpochId,
  ) => { readonly epoch: Pick<Epoch, 'uses'>; readonly ended: boolean } | undefined;
  /** By the partition key of the lot's records. */
  readonly isPurged: (partition: string) => boolean;
};

/** The fate of the records of a partition of the content table. */
export const recordFate = (partition: string, { epochOf, isPurged }: RecordFacts): RecordFate => {
  const refused = (why: string) => ({ fate: 'refused', why: `${partition}: ${why}` }) as const;
  const [epochText = '', ...rest] = partition.split('#');
  const lot = rest.join('#');
  const epoch = parseIdentifier(epochText, 'ep')?.id;
  const name = parseLotName(lot);
  if (epoch === undefined || name === undefined) return refused('this is no lot');
  if (isPurged(partition)) return { fate: 'erased', epoch, lot };
  const known = epochOf(epoch);
  if (known === undefined) return refused('no ledger of this cell opened its epoch');
  if (known.epoch.uses[name.use] === undefined) return refused(`its epoch keeps no records for ${name.use}`);
  if (known.ended)
    return refused('the closure of its epoch has ended, and evidence has no purge of it: they contradict');
  return { fate: 'kept', epoch, lot, name };
};

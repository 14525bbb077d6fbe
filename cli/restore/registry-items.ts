import { everyPartition, type PartitionOf } from '../../contract/tables/every-partition.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { Geography } from '../../domain/geographies.ts';
import { isOfKnownShape } from '../../lambdas/shared/repositories/stored-item.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';

/**
 * What becomes of an item of a registry's copy. `carried`: evidence does not know it, so the copy is all there is.
 * `derived`: it follows from evidence and content, and what the copy says is out of date.
 */
export type ItemFate = 'carried' | 'derived';

const carriedBelowSubjects = /^(subject$|person$|ws#|member#|key#|hold#)/;
const derivedBelowSubjects = /^(setting#|admission#|epoch#|closure#|instruction#|holdgate$)/;

const ofSubject = (sk: string): ItemFate | undefined => {
  if (carriedBelowSubjects.test(sk)) return 'carried';
  return derivedBelowSubjects.test(sk) ? 'derived' : undefined;
};

/** By kind of partition. A new kind has to be thought of here before this compiles. */
const fates: Readonly<Record<PartitionOf<'registry'>, (sk: string) => ItemFate | undefined>> = {
  organizations: () => 'carried',
  subjects: ofSubject,
  users: ofSubject,
  names: (sk) => (sk.startsWith(registryKeys.namePrefix) ? 'carried' : undefined),
  tokens: (sk) => (sk === 'user' ? 'carried' : undefined),
  epochs: (sk) => (/^(epoch$|gate#|lot#|salt#)/.test(sk) ? 'derived' : undefined),
  // Work lists: what they say follows from closures, from holds, from what the log has not taken in, and from what
  // nobody has reported to the register of transfers.
  closing: () => 'derived',
  holding: () => 'derived',
  signing: () => 'derived',
  moving: () => 'derived',
  // What was sent since would be told twice, and of things that have changed.
  outbox: () => 'derived',
  due: () => 'derived',
  sweep: () => 'derived',
  serving: () => 'derived',
  // Lists of incidents follow from their records. What was found before is found open, and opens nothing twice.
  incidents: () => 'derived',
  // What operators see of admissions follows from the ledgers of who asked.
  admissions: () => 'derived',
  found: () => 'carried',
  audit: () => 'carried',
  switches: () => 'carried',
};

/** The fate of an item of a copy, or in words why it is none of this cell's registry. */
export const fateOf = (
  item: Item,
  geography: Geography,
): { readonly fate: ItemFate } | { readonly why: string } => {
  const where = `${item.pk} | ${item.sk}`;
  const kind = (Object.keys(everyPartition.registry) as PartitionOf<'registry'>[]).find((each) =>
    everyPartition.registry[each](geography).some((pattern) => item.pk.startsWith(pattern.slice(0, -1))),
  );
  if (kind === undefined)
    return { why: `${where} is in no partition of a registry of the geography ${geography}` };
  const fate = fates[kind](item.sk);
  if (fate === undefined) return { why: `${where} is nothing that this release knows in a registry` };
  return fate === 'derived' || isOfKnownShape(item)
    ? { fate }
    : { why: `${where} has the version ${String(item.v)}, which this release does not know` };
};

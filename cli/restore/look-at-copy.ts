import { registryKeys, subjectBeside } from '../../contract/tables/registry.ts';
import type { SubjectId } from '../../domain/identifiers.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { everyItem, type RestorePorts, refuseFor } from './ports.ts';
import { type Known, readEvidence } from './read-evidence.ts';
import { fateOf } from './registry-items.ts';
import { contentReasons, countContent, type Found } from './restored-lots.ts';

/** What a restore of the registry would start from, all of it read and nothing of it changed. */
export type Looked = {
  readonly known: Known;
  /** What lies in the content table, by partition. */
  readonly found: ReadonlyMap<string, Found>;
  /** Items of the copy that are carried over. */
  readonly carried: number;
};

/**
 * Reads the copy, evidence and the keys of content, and finds out whether they belong together.
 * @throws RestoreRefused with every reason: a foreign table, a copy that is newer than evidence, a ledger that does
 *   not hold, records that nothing explains
 */
export const lookAtCopy = async (ports: RestorePorts): Promise<Looked> => {
  const { known, reasons } = await readEvidence(ports);
  if (known.subjects.size === 0 && reasons.length === 0)
    refuseFor(['evidence has no ledger at all: without it nobody can say what was chosen']);
  ports.tell(`evidence: ${known.subjects.size} subjects, ${known.purges.size} purges`);
  const copied = await lookThrough(ports, known);
  ports.tell(`the copy: ${copied.carried} items are carried over`);
  const found = await countContent(ports.scan('content'));
  ports.tell(`content: ${found.size} lots`);
  refuseFor([...reasons, ...copied.reasons, ...contentReasons(known, found.keys())]);
  return { known, found, carried: copied.carried };
};

const lookThrough = async (ports: RestorePorts, known: Known) => {
  const reasons: string[] = [];
  let carried = 0;
  let subjects = 0;
  for await (const item of everyItem(ports.copy.scan)) {
    const fate = fateOf(item, ports.geography);
    if ('why' in fate) reasons.push(fate.why);
    else {
      if (fate.fate === 'carried') carried += 1;
      if (item.sk === 'subject') subjects += 1;
      reasons.push(...whyNewer(item, known));
    }
  }
  if (subjects === 0 && reasons.length === 0 && carried > 0)
    reasons.push('the copy holds no organization: is this the copy of a registry?');
  return { carried, reasons };
};

/** Whether a copy knows what evidence does not: then it is of another cell, or evidence itself is out of date. */
const whyNewer = ({ pk, sk, n }: Item, known: Known): readonly string[] => {
  const subject = sk.startsWith(registryKeys.namePrefix) ? subjectBeside(pk) : pk;
  const replayed = known.subjects.get(subject as SubjectId);
  if (sk === 'subject' && replayed === undefined) return [`${pk} is in the copy, and in no ledger`];
  const [kind, ...rest] = sk.split('#');
  if (kind === 'name' && Number(rest[0]) >= (replayed?.entries.length ?? 0))
    return [
      `the copy names who made entry ${Number(rest[0])} of ${subject}, which its ledger does not have: it is newer than evidence`,
    ];
  if (kind === 'setting' && Number(n) > (replayed?.settings.get(rest.join('#'))?.n ?? 0))
    return [
      `${rest.join('/')} of ${pk} was changed ${n} times in the copy, which is more than its ledger has: it is newer than evidence`,
    ];
  const pointer = registryKeys.epochPointerPrefix;
  if (sk.startsWith(pointer) && ![...(replayed?.epochs.keys() ?? [])].some((id) => sk === `${pointer}${id}`))
    return [`the copy has the epoch ${sk.slice(pointer.length)} of ${pk}, which its ledger never opened`];
  return [];
};

import type { SettingAsItStands } from '../../../domain/consent/choice.ts';
import { type Closure, closureOf, holdsRecords } from '../../../domain/consent/epoch.ts';
import type { GroupPart } from '../../../domain/consent/group-instruction.ts';
import { settingsThatNeed } from '../../../domain/programs/program.ts';
import { instantOf } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import { readClosures } from '../repositories/closures.ts';
import type { Cursor } from '../store/store.ts';

/**
 * What an opt-out at an instant ends, also while it still waits for its gates.
 * @param group the instruction to several cells that it carries out, where it does
 */
export const closuresOf = async (
  ports: Pick<CellPorts, 'store'>,
  current: SettingAsItStands,
  since: string,
  group?: GroupPart,
): Promise<readonly Closure[]> => {
  if (current.stored?.closing === since) {
    return current.epochs.filter(holdsRecords).map((epoch) => closureOf(epoch, instantOf(since), group));
  }
  const all = await everyClosure(ports, current);
  const ended = [current.setting, ...settingsThatNeed(current.program, current.setting)];
  return all.filter(
    ({ closedAt, program, setting }) =>
      closedAt === since && program === current.program.id && ended.includes(setting),
  );
};

const everyClosure = async ({ store }: Pick<CellPorts, 'store'>, { subject }: SettingAsItStands) => {
  const found: Closure[] = [];
  let after: Cursor | undefined;
  do {
    const page = await readClosures(store, subject, { limit: 100, ...(after && { after }) });
    found.push(...page.closures);
    after = page.next;
  } while (after !== undefined);
  return found;
};

import { registryKeys } from '../../../contract/tables/registry.ts';
import type { SettingAsItStands, SettingChange, StoredSetting } from '../../../domain/consent/choice.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import type { ProgramTerms } from '../../../domain/programs/program.ts';
import { type Action, absent, all, equals, isNew, type Store } from '../store/store.ts';
import { startClosureActions } from './closures.ts';
import { closeActions, openActions, readEpoch } from './epochs.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** A setting as it was last changed, or undefined where nobody chose it or saw its notice. */
export const readStoredSetting = async (
  store: Store,
  subject: SubjectId,
  program: string,
  setting: string,
): Promise<StoredSetting | undefined> => {
  const item = await store.get('registry', registryKeys.setting(subject, program, setting), 'strong');
  return item && fieldsOf<StoredSetting>(item);
};

/** A setting together with the epochs that a change of it bears on, all read consistently. */
export const readSettingAsItStands = async (
  store: Store,
  subject: SubjectId,
  program: ProgramTerms,
  setting: string,
): Promise<SettingAsItStands> => {
  const stored = await readStoredSetting(store, subject, program.id, setting);
  const ids = [...(stored?.epoch === undefined ? [] : [stored.epoch]), ...(stored?.earlierEpochs ?? [])];
  const epochs = await Promise.all(ids.map((id) => readEpoch(store, id)));
  return { subject, program, setting, stored, epochs: epochs.filter((epoch) => epoch !== undefined) };
};

/** The setting, its epochs and its closures change together: all actions but the ledger's. */
export const changeActions = (current: SettingAsItStands, change: SettingChange): readonly Action[] => [
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(
      registryKeys.setting(current.subject, current.program.id, current.setting),
      change.after,
    ),
    condition: unchangedSince(change.before),
  },
  ...(change.opens === undefined ? [] : openActions(change.opens)),
  ...change.closes.flatMap(closeActions),
  ...change.closures.flatMap(startClosureActions),
];

/** Two changes of one setting meet at its count: one commits, the other is told. */
const unchangedSince = (before: StoredSetting | undefined) => {
  if (before === undefined) return isNew;
  const sameCount = equals('n', before.n);
  return before.closing === undefined
    ? all(sameCount, absent('closing'))
    : all(sameCount, equals('closing', before.closing));
};

import { admissionKeys } from '../../../contract/tables/admissions.ts';
import type { StoredAdmission } from '../../../domain/consent/admission.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import type { AddressedSetting } from '../../../domain/programs/program.ts';
import { type Action, all, equals, type Item, isNew, type Store } from '../store/store.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** How a subject stands with a limited preview, read consistently; undefined where nobody asked. */
export const readAdmission = async (
  store: Store,
  subject: SubjectId,
  { program, setting }: { readonly program: string; readonly setting: string },
): Promise<StoredAdmission | undefined> => {
  const item = await store.get('registry', admissionKeys.admission(subject, program, setting), 'strong');
  return item && fieldsOf<StoredAdmission>(item);
};

/** The same for a setting of the catalog: nothing is asked of the store where everybody may turn it on. */
export const readAdmissionTo = async (
  store: Store,
  subject: SubjectId,
  {
    program,
    settingId,
    setting,
  }: Pick<AddressedSetting, 'settingId' | 'setting'> & {
    readonly program: { readonly id: string };
  },
): Promise<StoredAdmission | undefined> =>
  setting.admission.kind === 'open'
    ? undefined
    : readAdmission(store, subject, { program: program.id, setting: settingId });

/** What the registry holds of an admission: beside its subject, and in the list of operators. */
export const admissionItems = (admission: StoredAdmission): readonly [Item, Item] => {
  const { subject, program, setting } = admission;
  return [
    storedItem(admissionKeys.admission(subject, program, setting), admission),
    storedItem(listedKeyOf(admission), admission),
  ];
};

const listedKeyOf = (admission: StoredAdmission) => {
  const { subject, program, setting } = admission;
  return admission.state === 'asked'
    ? admissionKeys.listed('waiting', admission.askedAt, subject, program, setting)
    : admissionKeys.listed('decided', admission.decidedAt, subject, program, setting);
};

/** Two steps about one admission meet at the item: one is taken, the other is told. */
export const admissionActions = (
  before: StoredAdmission | undefined,
  after: StoredAdmission,
): readonly Action[] => {
  const [item, listed] = admissionItems(after);
  const unchanged =
    before === undefined ? isNew : all(equals('asked', before.asked), equals('state', before.state));
  return [
    { kind: 'put', table: 'registry', item, condition: unchanged },
    { kind: 'put', table: 'registry', item: listed },
    ...(before === undefined
      ? []
      : [{ kind: 'delete', table: 'registry', key: listedKeyOf(before) } as const]),
  ];
};

import { type Geography, geographies } from '../geographies.ts';
import type { PreviewStore, SettingDefinition } from '../programs/program.ts';

/** That a subject asked for a limited preview and was admitted, waits for an answer, or was declined (CC-4). */
export type AdmissionRecord =
  | { readonly admittedAt: string }
  | { readonly askedAt: string }
  | { readonly declinedAt: string; readonly reason: string };

/** Whether a setting may be turned on as far as its admission goes: nobody is admitted without having asked. */
export const isAdmitted = ({ admission }: SettingDefinition, record: AdmissionRecord | undefined): boolean =>
  admission.kind === 'open' || (record !== undefined && 'admittedAt' in record);

/** Where the preview behind a setting stores data of a subject (DL-6); undefined for what is no preview. */
export const previewStoreOf = (
  { admission }: SettingDefinition,
  geography: Geography,
): Exclude<PreviewStore, 'own-geography'> | undefined => {
  if (admission.kind === 'open') return undefined;
  return admission.store === 'own-geography' ? geography : admission.store;
};

/** Said before the preview is used: in each answer about its setting until somebody turned it on. */
export const explainPreviewStore = (setting: SettingDefinition, geography: Geography): readonly string[] => {
  const store = previewStoreOf(setting, geography);
  if (store === undefined) return [];
  return store === 'nothing-is-stored'
    ? ['The preview stores nothing.']
    : [`The preview stores data in ${geographies[store].name}.`];
};

/** Why a preview cannot be turned on yet, in sentences for people. */
export const whyNotAdmitted = (
  { title, scope }: SettingDefinition,
  record: AdmissionRecord | undefined,
): readonly string[] => [
  `“${title}” is a limited preview: only who asked for it and was admitted can turn it on.`,
  howItStands(scope, record),
];

const howItStands = (scope: SettingDefinition['scope'], record: AdmissionRecord | undefined): string => {
  if (record === undefined) return `This ${scope} has not been admitted.`;
  if ('declinedAt' in record)
    return `This ${scope} asked, and was declined at ${record.declinedAt}: ${record.reason}`;
  return 'askedAt' in record
    ? `This ${scope} asked at ${record.askedAt}, and waits for an answer.`
    : `This ${scope} was admitted at ${record.admittedAt}.`;
};

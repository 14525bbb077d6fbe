import type { Geography } from '../../domain/geographies.ts';
import { geographyOf, type SubjectId } from '../../domain/identifiers.ts';
import type { Partitions } from './partitions.ts';

/** Which admissions a list is of: those that wait for an operator, or those that were decided. */
export type ListedAdmissions = 'waiting' | 'decided';

const start = (geography: Geography) => `${geography}_admissions#`;

/** Keys of admissions to limited previews in the registry: beside their subject, and in the list of operators. */
export const admissionKeys = {
  admission: (subject: SubjectId, program: string, setting: string) => ({
    pk: subject,
    sk: `${admissionKeys.prefix}${program}#${setting}`,
  }),
  prefix: 'admission#',

  /** @param at when it was asked for, or decided: so the one that waited longest stands first */
  listed: (list: ListedAdmissions, at: string, subject: SubjectId, program: string, setting: string) => ({
    pk: admissionKeys.list(geographyOf(subject)),
    sk: `${list}#${at}#${subject}#${program}#${setting}`,
  }),
  list: (geography: Geography) => `${start(geography)}0`,
  listPrefix: (list: ListedAdmissions) => `${list}#` as const,
} as const;

/** The partitions of the registry that these keys are in, beside those of subjects. */
export const admissionPartitions = {
  /** Admissions to limited previews, for operators. */
  admissions: (geography) => [`${start(geography)}*`],
} as const satisfies Partitions;

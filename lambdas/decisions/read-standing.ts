import { admissionRecordOf } from '../../domain/consent/admission.ts';
import type { Denial, Question } from '../../domain/decisions/question.ts';
import { type SettingNow, type Standing, settingNow, standingOf } from '../../domain/decisions/standing.ts';
import { parseIdentifier, type SubjectId } from '../../domain/identifiers.ts';
import type { AddressedSetting, Scope } from '../../domain/programs/program.ts';
import { readAdmissionTo } from '../shared/repositories/admissions.ts';
import { readStoredSetting } from '../shared/repositories/settings.ts';
import type { Subject } from '../shared/repositories/subjects.ts';
import type { DecisionsPorts } from './ports.ts';

type Asked = Pick<Question, 'use' | 'askedBy'>;

/** Reads what the settings of a subject say that a question turns on. */
export type ReadStanding = (question: Asked) => Promise<Standing>;

type Ports = Pick<DecisionsPorts, 'store' | 'geography' | 'book'>;

/**
 * What is true of a subject now, as far as questions of one call go. Every setting is read consistently, when the
 * first question needs it, and once: all answers of a call rest on the same reading.
 */
export const standingsOf = (ports: Ports, subject: Subject): ReadStanding => {
  const { rules, settings } = ports.book;
  const reading = new Map<string, Promise<SettingNow>>();
  const said = (number: number | undefined, askedBy: string | undefined) => {
    const addressed = number === undefined ? undefined : settings[number];
    if (addressed === undefined) return undefined;
    const holder = holderOf(ports, subject, addressed.setting.scope, askedBy);
    const key = `${number} ${holder}`;
    const known = reading.get(key) ?? readSaid(ports, subject, addressed, holder);
    reading.set(key, known);
    return known;
  };
  return async ({ use, askedBy }) => {
    const rule = rules.byUse.get(use);
    const [governing, other] = await Promise.all([
      said(rule?.setting, askedBy),
      said(rule?.otherSetting, askedBy),
    ]);
    return standingOf(
      ports.geography,
      rules.settings.map((_, number) => {
        if (number === rule?.setting) return governing;
        return number === rule?.otherSetting ? other : undefined;
      }),
    );
  };
};

/** Whose setting it is, or why nobody can tell. */
const holderOf = (
  { geography }: Ports,
  subject: Subject,
  scope: Scope,
  askedBy: string | undefined,
): SubjectId | Denial => {
  if (scope === 'organization') return subject.kind === 'workspace' ? subject.organization : subject.id;
  if (scope === 'workspace') return subject.kind === 'workspace' ? subject.id : 'workspace-not-named';
  const user = askedBy === undefined ? undefined : parseIdentifier(askedBy, 'user');
  return user?.geography === geography ? user.id : 'user-not-named';
};

/** What was chosen is of no effect where the subject is being closed, or was created without the program. */
const readSaid = async (
  { store, geography }: Ports,
  subject: Subject,
  addressed: AddressedSetting,
  holder: SubjectId | Denial,
): Promise<SettingNow> => {
  const { program, settingId, setting } = addressed;
  if (subject.state !== 'open') return denied('subject-not-open');
  if (!subject.programs.some(({ id }) => id === program.id)) return denied('program-not-in-use');
  if (!isSubject(holder)) return denied(holder);
  const [stored, admission] = await Promise.all([
    readStoredSetting(store, holder, program.id, settingId),
    readAdmissionTo(store, holder, addressed),
  ]);
  return settingNow({
    ...addressed,
    // A user is at home where they sign in.
    home: setting.scope === 'user' ? geography : subject.home,
    geography,
    ...(stored !== undefined && { stored }),
    ...(admission !== undefined && { admission: admissionRecordOf(admission) }),
  });
};

const denied = (reason: Denial): SettingNow => ({ standing: { says: 'denied', reason } });

const isSubject = (holder: SubjectId | Denial): holder is SubjectId =>
  parseIdentifier(holder, 'org', 'ws', 'user') !== undefined;

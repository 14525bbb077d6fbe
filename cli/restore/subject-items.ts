import { registryKeys } from '../../contract/tables/registry.ts';
import type { Closure, Epoch } from '../../domain/consent/epoch.ts';
import { geographyOf, parseIdentifier, type SubjectId } from '../../domain/identifiers.ts';
import type { ReplayedSubject } from '../../domain/restore/replay-ledger.ts';
import { admissionItems } from '../../lambdas/shared/repositories/admissions.ts';
import { workOn } from '../../lambdas/shared/repositories/closures.ts';
import { type MemberOf, membershipItems } from '../../lambdas/shared/repositories/members.ts';
import { receiveAction } from '../../lambdas/shared/repositories/received-instructions.ts';
import { storedItem } from '../../lambdas/shared/repositories/stored-item.ts';
import type { Organization, Subject } from '../../lambdas/shared/repositories/subjects.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';

/**
 * What the registry holds of a subject because its ledger says so: members, settings, admissions, epochs with their
 * gates, closures and the work that they leave, and instructions to several cells. A gate is open where its epoch is,
 * and nowhere else (I2).
 */
export const subjectItems = ({
  subject,
  members,
  settings,
  epochs,
  closures,
  admissions,
  received,
}: ReplayedSubject): readonly Item[] => [
  ...[...members].flatMap(([user, roles]) => memberItems(subject, { user, roles })),
  ...[...settings].map(([name, setting]) => {
    const [program = '', id = ''] = name.split('#');
    return storedItem(registryKeys.setting(subject, program, id), setting);
  }),
  ...[...admissions.values()].flatMap(admissionItems),
  ...[...epochs.values()].flatMap(epochItems),
  ...[...closures.values()].flatMap(closureItems),
  ...[...received.values()].map((each) => receiveAction(subject, each).item),
];

/** The first owner of a subject, and whoever was given roles since. */
const memberItems = (subject: SubjectId, member: MemberOf): readonly Item[] => {
  const kind = parseIdentifier(subject, 'org') === undefined ? 'workspace' : 'organization';
  return membershipItems({ id: subject, kind }, member);
};

const epochItems = (epoch: Epoch): readonly Item[] => {
  const { id, subject, program, setting, state, gates } = epoch;
  return [
    storedItem(registryKeys.epoch(id), epoch),
    storedItem(registryKeys.epochPointer(subject, id), { epoch: id, program, setting }),
    ...Array.from({ length: gates }, (_, gate) => storedItem(registryKeys.gate(id, gate), { state })),
  ];
};

const closureItems = (closure: Closure): readonly Item[] => [
  storedItem(registryKeys.closure(closure.subject, closure.epoch), closure),
  ...(closure.endedAt === undefined ? [workOn(closure).item] : []),
];

/**
 * An organization or a workspace as it was created, for one that the copy does not have. Its link to the parts in
 * other cells is in no evidence: it gets another one, which its owner hands to them anew.
 */
export const subjectAsCreated = (
  { subject, created }: ReplayedSubject,
  link: string,
): Subject | undefined => {
  if (created === undefined) return undefined;
  const { home, programs, organization, capacity, at: createdAt } = created;
  const facts = { home, programs, state: 'open', createdAt } as const;
  return organization === undefined
    ? { ...facts, kind: 'organization', id: subject as Organization['id'], link }
    : {
        ...facts,
        kind: 'workspace',
        id: subject as Extract<Subject, { kind: 'workspace' }>['id'],
        organization,
        geography: geographyOf(subject),
        ...(capacity !== undefined && { capacity }),
      };
};

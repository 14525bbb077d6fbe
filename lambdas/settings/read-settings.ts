import { notFound } from '../../contract/api/problems.ts';
import type { EffectiveSetting } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { type NamedSubject, parseIdentifier, type SubjectId } from '../../domain/identifiers.ts';
import type { AddressedSetting } from '../../domain/programs/program.ts';
import { settingsOf } from '../../domain/settings/resolve-setting.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { Caller } from '../shared/http/caller.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { programsOf } from '../shared/offered-programs.ts';
import { readAdmissionTo } from '../shared/repositories/admissions.ts';
import { readStoredSetting } from '../shared/repositories/settings.ts';
import { isUser } from '../shared/repositories/users.ts';
import { existingSubject, type SettingsSubject } from '../shared/settings/existing-subject.ts';
import { resolveFor } from '../shared/settings/possible-choice.ts';
import { settingNamed } from '../shared/settings/setting-named.ts';
import { effectiveSetting, entityTag } from './effective-setting.ts';
import type { SettingsPorts } from './ports.ts';

/**
 * The settings of a subject as they are in force, in the order of the catalog. Where there is nothing to decide
 * the setting is left out (CC-3); whoever asks for it by name is told why.
 */
export const listSettings = async (
  request: Request<'GET /v1/settings'>,
  ports: SettingsPorts,
): Promise<Reply> => {
  const subject = await readableSubject(ports, request.caller, request.query.subject);
  const prefix = registryKeys.settingPrefix;
  const page = wantedPage(request, { pk: subject.id, prefix });
  const all = settingsOf(programsOf(ports.programs, subject), subject.kind)
    // What is not applicable follows from home and geography, whatever is stored.
    .filter((addressed) => resolveFor(subject, addressed, undefined).source !== 'not_applicable')
    .map((addressed) => ({ addressed, sk: `${prefix}${addressed.program.id}#${addressed.settingId}` }));
  const from = all.findIndex(({ sk }) => sk === page.after?.sk) + 1;
  const listed = all.slice(from, from + page.limit);
  const last = listed.at(-1);
  const settings = await Promise.all(
    listed.map(async ({ addressed }) =>
      toldTo(request.caller, (await shown(ports, subject, addressed)).effective),
    ),
  );
  const more = last !== undefined && last !== all.at(-1);
  return ok({ settings, ...page.nextOf(more ? { pk: subject.id, sk: last.sk } : undefined) });
};

/** One setting as it is in force; its ETag is what a choice sends back as If-Match. */
export const readSetting = async (
  { caller, path }: Request<'GET /v1/settings/{subject}/{program}/{setting}'>,
  ports: SettingsPorts,
): Promise<Reply> => {
  const subject = await readableSubject(ports, caller, path.subject);
  const addressed = settingNamed(subject, path);
  const { stored, effective } = await shown(ports, subject, addressed);
  return ok(toldTo(caller, effective), { etag: entityTag(addressed, stored, ports.clock.now()) });
};

/** A service needs the decision, not the person who made it. */
const toldTo = (caller: Caller, { decidedBy, ...setting }: EffectiveSetting): EffectiveSetting =>
  caller.kind === 'person' && decidedBy !== undefined ? { ...setting, decidedBy } : setting;

/** Services read every subject's settings; people those of which they are members. */
const readableSubject = async (
  ports: SettingsPorts,
  caller: Caller,
  named: NamedSubject,
): Promise<SettingsSubject> => {
  if (caller.kind === 'service') return existingSubject(ports, await anySubject(ports, named));
  const { subject } = await demandMember(ports, caller, named);
  return existingSubject(ports, subject);
};

/** A service has no settings of its own, and learns nothing of users who never acted or were erased. */
const anySubject = async ({ store }: SettingsPorts, named: NamedSubject): Promise<SubjectId> => {
  const subject = parseIdentifier(named, 'org', 'ws', 'user');
  if (subject === undefined) throw notFound(named);
  const user = parseIdentifier(subject.id, 'user')?.id;
  if (user !== undefined && !(await isUser(store, user))) throw notFound(named);
  return subject.id;
};

const shown = async (
  { store, clock }: SettingsPorts,
  subject: SettingsSubject,
  addressed: AddressedSetting,
) => {
  const [stored, admission] = await Promise.all([
    readStoredSetting(store, subject.id, addressed.program.id, addressed.settingId),
    readAdmissionTo(store, subject.id, addressed),
  ]);
  return { stored, effective: effectiveSetting(subject, addressed, stored, admission, clock.now()) };
};

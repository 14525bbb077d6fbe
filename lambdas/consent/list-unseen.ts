import { notAllowed, notFound, unknownNotice } from '../../contract/api/problems.ts';
import type { UnseenReply, UnseenSetting } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { OrganizationId, SubjectId, WorkspaceId } from '../../domain/identifiers.ts';
import { hasSeen, hasToSee, settingsUnder } from '../../domain/notices/unseen.ts';
import {
  announcedOf,
  everyVersion,
  type NoticeVersion,
  versionInForce,
} from '../../domain/notices/versions.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { Caller } from '../shared/http/caller.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { programsOf } from '../shared/offered-programs.ts';
import { readAdmissionTo } from '../shared/repositories/admissions.ts';
import { organizationList, readListedOrganizations } from '../shared/repositories/organizations.ts';
import { readStoredSetting } from '../shared/repositories/settings.ts';
import { readSubject, readWorkspaces } from '../shared/repositories/subjects.ts';
import type { Cursor } from '../shared/store/store.ts';
import type { ConsentPorts } from './ports.ts';

type UnseenRequest = Request<'GET /v1/notices/{notice}/unseen'>;

/** Organizations of one answer to an operator, and workspaces of each of them: every one is read. */
const most = { organizations: 10, workspaces: 25 } as const;

/**
 * Who has not seen the version of a notice that is in force: organizations and workspaces with a setting that nobody
 * chose under it, and whose default it did not start. Members name their organization and are told of its workspaces
 * page by page; operators are told of all organizations.
 * @throws ProblemError unknown-notice, not-found for who is not a member, not-allowed where nobody is named and the
 *   caller is no operator, invalid-cursor
 */
export const listUnseen = async (request: UnseenRequest, ports: ConsentPorts): Promise<Reply> => {
  const at = ports.clock.now();
  const notice = versionInForce(request.path.notice, at);
  if (notice === undefined) {
    throw unknownNotice(request.path.notice, [...new Set(everyVersion.map(({ id }) => id))]);
  }
  const listed = await listedFor(request, notice, ports);
  const reply: UnseenReply = {
    notice: { id: notice.id, version: notice.version },
    ...announcedOf(notice.id, at),
    ...listed,
    ...(settingsUnder(notice.id, ports.programs, 'user').length > 0 && { users: 'not-listed' }),
  };
  return ok(reply);
};

type Listed = Pick<UnseenReply, 'unseen' | 'more' | 'next'>;

const listedFor = async (
  request: UnseenRequest,
  notice: NoticeVersion,
  ports: ConsentPorts,
): Promise<Listed> => {
  const { caller, query } = request;
  if (query.subject === undefined) {
    if (!isOperator(caller)) throw notAllowed('nobody named as subject', ['operator']);
    return ofEveryOrganization(request, notice, ports);
  }
  if (!isOperator(caller)) await demandMember(ports, caller, query.subject);
  else if ((await readSubject(ports.store, query.subject)) === undefined) throw notFound(query.subject);
  const { nextOf, ...page } = wantedPage(request, {
    pk: query.subject,
    prefix: registryKeys.workspacesPrefix,
  });
  const { unseen, next } = await ofOrganization(query.subject, notice, ports, page);
  return { unseen, ...nextOf(next) };
};

const isOperator = (caller: Caller): boolean =>
  caller.kind === 'person' && caller.groups.includes('operator');

const ofEveryOrganization = async (
  request: UnseenRequest,
  notice: NoticeVersion,
  ports: ConsentPorts,
): Promise<Listed> => {
  const { geography, store } = ports;
  const { nextOf, ...page } = wantedPage(request, organizationList(geography));
  const limit = Math.min(page.limit, most.organizations);
  const { ids, next } = await readListedOrganizations(store, geography, { ...page, limit });
  const found = await Promise.all(
    ids.map(async (id) => ({ id, ...(await ofOrganization(id, notice, ports, { limit: most.workspaces })) })),
  );
  const more = found.flatMap(({ id, next: further }) => (further === undefined ? [] : [id]));
  return {
    unseen: found.flatMap(({ unseen }) => unseen),
    ...(more.length > 0 && { more }),
    ...nextOf(next),
  };
};

/** An organization itself on the first page, and a page of its workspaces. */
const ofOrganization = async (
  organization: OrganizationId,
  notice: NoticeVersion,
  ports: ConsentPorts,
  page: { readonly limit: number; readonly after?: Cursor },
): Promise<{ readonly unseen: readonly UnseenSetting[]; readonly next?: Cursor }> => {
  const { ids, next } = await workspacesUnder(organization, notice, ports, page);
  const subjects: readonly SubjectId[] = page.after === undefined ? [organization, ...ids] : ids;
  const unseen = await Promise.all(
    subjects.map((subject) => ofSubject(subject, organization, notice, ports)),
  );
  return { unseen: unseen.flat(), ...(next && { next }) };
};

/** No workspace is read for a notice that none of them is shown. */
const workspacesUnder = async (
  organization: OrganizationId,
  notice: NoticeVersion,
  { store, programs }: ConsentPorts,
  page: { readonly limit: number; readonly after?: Cursor },
): Promise<{ readonly ids: readonly WorkspaceId[]; readonly next?: Cursor }> =>
  settingsUnder(notice.id, programs, 'workspace').length === 0
    ? { ids: [] }
    : readWorkspaces(store, organization, page);

const ofSubject = async (
  id: SubjectId,
  organization: OrganizationId,
  notice: NoticeVersion,
  { store, programs }: ConsentPorts,
): Promise<readonly UnseenSetting[]> => {
  const subject = await readSubject(store, id);
  if (subject === undefined) return [];
  const settings = settingsUnder(notice.id, programsOf(programs, subject), subject.kind);
  const looked = await Promise.all(
    settings.map(async (addressed) => {
      const { program, settingId } = addressed;
      const stored = await readStoredSetting(store, id, program.id, settingId);
      if (hasSeen(stored, notice)) return [];
      const admission = await readAdmissionTo(store, id, addressed);
      if (!hasToSee(addressed, subject, stored, admission)) return [];
      const seen = stored?.notice.id === notice.id ? { seen: stored.notice.version } : {};
      return [{ subject: id, organization, program: program.id, setting: settingId, ...seen }];
    }),
  );
  return looked.flat();
};

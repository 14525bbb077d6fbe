import type { ChoiceReply, EffectiveSetting } from '../../contract/api/replies.ts';
import type { EpochId, OrganizationId, SubjectId, WorkspaceId } from '../../domain/identifiers.ts';
import { newestNotice } from '../../domain/notices/catalog.ts';
import { programById } from '../../domain/programs/catalog.ts';
import type { ChosenValue } from '../../domain/programs/program.ts';
import { isoOf } from '../../domain/time.ts';
import { anOperator, aPerson, aService, capacity } from './callers.ts';
import type { TestCell, TestReply } from './cell.ts';
import type { SettingAddress } from './settings.ts';

/** Builders for what tests begin with, in words of the product. */
export const operator = anOperator();
export const owner = aPerson('owner-1');
export const stranger = aPerson('stranger-1');
export const assistant = aService('assistant');

let keys = 0;
/** A key that no request used before. */
export const freshKey = (): string => {
  keys += 1;
  return `key-${keys}`;
};

/** An organization at home in the cell's geography, owned by `owner`. */
export const anOrganization = async (cell: TestCell, home = cell.geography): Promise<OrganizationId> => {
  const reply = await cell.call<{ organization: OrganizationId }>(operator, 'POST /v1/organizations', {
    body: { home, owner: 'owner-1' },
    headers: { 'idempotency-key': freshKey() },
  });
  return expectStatus(reply, 201).organization;
};

/** A workspace of an organization of its own, owned by `owner`. */
export const aWorkspace = async (cell: TestCell, organization?: OrganizationId): Promise<WorkspaceId> => {
  const reply = await cell.call<{ workspace: WorkspaceId }>(owner, 'POST /v1/workspaces', {
    body: {
      organization: organization ?? (await anOrganization(cell)),
      geography: cell.geography,
      capacity,
    },
    headers: { 'idempotency-key': freshKey() },
  });
  return expectStatus(reply, 201).workspace;
};

/** A setting as its owner sees it, or somebody else, with its entity tag. */
export const readSetting = async (
  cell: TestCell,
  subject: SubjectId,
  address: SettingAddress,
  caller = owner,
) => {
  const reply = await cell.call<EffectiveSetting>(caller, 'GET /v1/settings/{subject}/{program}/{setting}', {
    path: { subject, ...address },
  });
  return { setting: expectStatus(reply, 200), etag: reply.headers.etag ?? '' };
};

/** An owner's choice, as it is answered. Reads the setting first, as a console would, unless a tag is given. */
export const choose = async (
  cell: TestCell,
  subject: SubjectId,
  address: SettingAddress,
  value: ChosenValue,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestReply<ChoiceReply>> => {
  const etag = headers['if-match'] ?? (await readSetting(cell, subject, address)).etag;
  return cell.call<ChoiceReply>(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject, ...address },
    body: { value, notice: noticeFor(address) },
    headers: { 'if-match': etag, 'idempotency-key': freshKey(), ...headers },
  });
};

/** The notice that is current for a setting. */
export const noticeFor = (address: SettingAddress) => {
  const id = programById(address.program)?.settings[address.setting]?.notice ?? '';
  const { version } = newestNotice(id) ?? { version: 0 };
  return { id, version };
};

/** Opts in and tells the epoch that was opened. */
export const optIn = async (
  cell: TestCell,
  subject: SubjectId,
  address: SettingAddress,
): Promise<EpochId> => {
  const { epoch } = expectStatus(await choose(cell, subject, address, 'on'), 200);
  if (epoch === undefined) throw new Error('opting in opened no epoch');
  return epoch;
};

/** Shows an owner the notice of a setting that is on by default, and tells the epoch that this opened. */
export const showNotice = async (
  cell: TestCell,
  subject: SubjectId,
  address: SettingAddress,
): Promise<EpochId> => {
  const { id, version } = noticeFor(address);
  const reply = await cell.call(owner, 'POST /v1/notices/{notice}/displays', {
    path: { notice: id },
    body: { subject, version, language: 'en' },
    headers: { 'idempotency-key': freshKey() },
  });
  expectStatus(reply, 200);
  const { epoch } = (await readSetting(cell, subject, address)).setting;
  if (epoch === undefined) throw new Error('showing the notice opened no epoch');
  return epoch;
};

/** Records as an assistant sends them: said now. */
export const records = (cell: TestCell, count: number, body = 'what does this alert mean?') =>
  Array.from({ length: count }, (_, index) => ({
    category: 'prompt',
    source: 'person',
    dataClass: 'customer-data',
    occurredAt: isoOf(cell.ports.clock.now()),
    body: `${body} ${index}`,
  }));

/** One call of the assistant. */
export const capture = async (
  cell: TestCell,
  workspace: WorkspaceId,
  use: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<TestReply<{ epoch: EpochId; lot: string; deadline: string }>> =>
  cell.call(assistant, 'POST /v1/captures', {
    body: { workspace, use, callId: callId(cell), records: records(cell, 1), ...more },
  });

/** A fresh call id of now, drawn as the cell draws: where that repeats itself, so does this. */
export const callId = ({ ports }: TestCell): string => ports.randomness.ulid(ports.clock.now());

export const expectStatus = <Body>(reply: TestReply<Body>, status: number): Body => {
  if (reply.status !== status) {
    throw new Error(`expected ${status}, got ${reply.status}: ${JSON.stringify(reply.body)}`);
  }
  return reply.body;
};

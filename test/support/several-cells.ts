import { generateKeyPairSync } from 'node:crypto';
import { ulid } from 'ulid';
import type { InstructionFile, Wanted } from '../../cli/instruct/files.ts';
import type { HandedPart } from '../../cli/instruct/hand-over.ts';
import { type Drawn, makeInstruction } from '../../cli/instruct/make-instruction.ts';
import type { Answer } from '../../cli/instruct/not-received.ts';
import { readSigningKey, type SigningKey } from '../../cli/instruct/signing-key.ts';
import type { InstructionReceipt } from '../../contract/api/replies.ts';
import { commitmentToPart, type Part } from '../../domain/consent/group-instruction.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { EpochId, OrganizationId, SubjectId, WorkspaceId } from '../../domain/identifiers.ts';
import { noticeOf } from '../../domain/notices/catalog.ts';
import { noticeHash } from '../../domain/notices/notice.ts';
import { programById } from '../../domain/programs/catalog.ts';
import { aCell, type TestCell, type TestCellOptions, type TestReply } from './cell.ts';
import { platformSharing, type SettingAddress, validation, validationUse } from './settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  expectStatus,
  noticeFor,
  optIn,
  owner,
  showNotice,
} from './story.ts';

/** An organization's part in a cell: what its owner sees there. */
export type CellWithPart = {
  readonly cell: TestCell;
  readonly organization: OrganizationId;
  readonly part: Part;
  /** The epoch that sharing was turned on with. */
  readonly epoch: EpochId;
};

/** A cell with an organization that shares: a part of a customer who has others elsewhere. */
export const aCellWithPart = async (
  geography: Geography,
  options: TestCellOptions = {},
): Promise<CellWithPart> => {
  const cell = aCell(geography, options);
  const organization = await anOrganization(cell);
  const epoch = await optIn(cell, organization, platformSharing);
  return {
    cell,
    organization,
    epoch,
    part: { subject: organization, link: await linkOf(cell, organization) },
  };
};

/** A workspace that shares, with a record that lives longer than what an opt-out promises. */
export type SharingPart = Part & {
  readonly cell: TestCell;
  readonly subject: WorkspaceId;
  readonly epoch: EpochId;
};

export const aWorkspaceWithRecord = async (
  geography: Geography,
  options: TestCellOptions = {},
): Promise<SharingPart> => {
  const cell = aCell(geography, options);
  const organization = await anOrganization(cell);
  const subject = await aWorkspace(cell, organization);
  const epoch = await showNotice(cell, subject, validation);
  expectStatus(await capture(cell, subject, validationUse), 201);
  return { cell, subject, epoch, link: await linkOf(cell, organization) };
};

/** The link of an organization, as its owner reads it. */
export const linkOf = async (cell: TestCell, organization: OrganizationId): Promise<string> => {
  const reply = await cell.call<{ link: string }>(owner, 'GET /v1/organizations/{organization}', {
    path: { organization },
  });
  return expectStatus(reply, 200).link;
};

/** A private key of a customer, as it stands in a file. */
export const pemOf = (curve: 'P-256' | 'Ed25519' = 'P-256'): string =>
  (curve === 'P-256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('ed25519')
  ).privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();

const theirKey: SigningKey = readSigningKey(pemOf());

/** What is instructed for some parts. */
export const wantedFor = (
  parts: readonly Part[],
  value = 'off',
  address: SettingAddress = platformSharing,
): Wanted => {
  const { id, version } = noticeFor(address);
  const shown = noticeOf(id, version);
  if (shown === undefined) throw new Error('There is no such notice.');
  const uses = programById(address.program)?.settings[address.setting]?.permits ?? [];
  return { ...address, value, uses, notice: { id, version, hash: noticeHash(shown) }, parts };
};

/** A signed instruction for some parts. */
export const signedFor = (
  parts: readonly Part[],
  more: Partial<Drawn> & {
    readonly at: number;
    readonly value?: string;
    readonly key?: SigningKey;
    readonly address?: SettingAddress;
  },
): InstructionFile => {
  const { value, key = theirKey, address, ...drawn } = more;
  return makeInstruction(wantedFor(parts, value, address), key, { id: ulid(), nonce: ulid(), ...drawn });
};

/** What a client hands over for one part of a file. */
export const handedOf = (
  { instruction, parts, signature }: InstructionFile,
  subject: SubjectId,
  more: Partial<HandedPart> = {},
): HandedPart => ({
  subject,
  instruction,
  parts: parts.map((part) => commitmentToPart(part, instruction.nonce)).sort(),
  signature,
  ...more,
});

/** Hands a part to a cell as its owner's client does. */
export const handTo = (
  cell: TestCell,
  part: HandedPart,
  caller = owner,
): Promise<TestReply<InstructionReceipt>> =>
  cell.call<InstructionReceipt>(caller, 'POST /v1/instructions', { body: part });

/** What a client hears of an answer. */
export const heard = ({ status, body, headers }: TestReply<unknown>): Answer => ({
  kind: 'answered',
  status,
  body,
  ...(headers['retry-after'] !== undefined && { after: Number(headers['retry-after']) }),
});

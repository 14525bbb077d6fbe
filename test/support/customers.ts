import { randomUUID } from 'node:crypto';
import type { OrganizationId, WorkspaceId } from '../../domain/identifiers.ts';
import { anOperator, aPerson, type Claims, capacity } from './callers.ts';
import { type SettingAddress, settingRoute } from './settings.ts';
import type { Answer, WatchedCell } from './watched-cell.ts';

export type Customer = {
  readonly owner: Claims;
  readonly organization: OrganizationId;
  readonly workspace: WorkspaceId;
};

/** The header that makes a request a request of its own. */
export const newKey = () => ({ 'Idempotency-Key': randomUUID() });

const made = (answer: Answer): Answer['body'] => {
  if (answer.status !== 201) throw new Error(`not created: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** An organization with one owner and one workspace, made through the API. */
export const aCustomer = async (
  cell: WatchedCell,
  facts: { readonly home?: string; readonly owner?: Claims } = {},
): Promise<Customer> => {
  const owner = facts.owner ?? aPerson(`owner-${randomUUID()}`);
  const { organization } = made(
    await cell.call(anOperator(), 'POST /v1/organizations', {
      body: { home: facts.home ?? cell.geography, owner: owner.sub },
      headers: newKey(),
    }),
  );
  const { workspace } = made(
    await cell.call(owner, 'POST /v1/workspaces', {
      body: { organization, geography: cell.geography, capacity },
      headers: newKey(),
    }),
  );
  return { owner, organization, workspace };
};

type Named = SettingAddress & { readonly subject: string };

/** One setting, as somebody reads it. */
export const readSetting = (cell: WatchedCell, claims: Claims, path: Named) =>
  cell.call(claims, `GET ${settingRoute}`, { path });

/** Reads a setting and chooses its value under the notice that it names. */
export const choose = async (
  cell: WatchedCell,
  claims: Claims,
  path: Named,
  value: string,
): Promise<Answer> => {
  const { headers, body } = await readSetting(cell, claims, path);
  return cell.call(claims, `PUT ${settingRoute}`, {
    path,
    headers: { 'If-Match': headers.etag ?? '', ...newKey() },
    body: { value, notice: { id: body.notice.id, version: body.notice.version } },
  });
};

/** Shows the current version of a notice to somebody. */
export const show = (cell: WatchedCell, claims: Claims, notice: string, subject: string): Promise<Answer> =>
  cell.call(claims, 'POST /v1/notices/{notice}/displays', {
    path: { notice },
    headers: newKey(),
    body: { subject, version: 1, language: 'en' },
  });

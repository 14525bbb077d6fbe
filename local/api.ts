import { randomUUID } from 'node:crypto';
import type { ProblemDetails } from '../contract/api/problems.ts';
import type {
  AdmissionReply,
  ChoiceReply,
  ClosureReply,
  ConsentReply,
  DecisionsReply,
  DisplayReply,
  EffectiveSetting,
  LotReply,
  NoticeReply,
  OrganizationReply,
  PlacementReply,
  ReportReply,
  WorkspaceReply,
} from '../contract/api/replies.ts';
import { LocalFailure } from './failure.ts';

/** What a cell answered. A body is what the contract says for the route, or a problem where the status tells so. */
export type Answer<Body> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
};

export type Sent = {
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
};

export type Api = ReturnType<typeof apiOf>;

const bounded = 30_000;

/** A captured record as a service sends it. */
export type SentRecord = {
  readonly category: string;
  readonly source: string;
  readonly dataClass: string;
  readonly occurredAt: string;
  readonly body: string;
};

/**
 * A caller of one cell's API over HTTP: plain calls that return whatever the cell answers, and nothing else.
 * @param address where the cell answers; routes are under `/v1`
 * @param token an access token; without one the call is made as nobody
 */
export const apiOf = (address: string, token?: string) => {
  const call = async <Body>(method: string, path: string, sent: Sent = {}): Promise<Answer<Body>> => {
    const headers = new Headers();
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (sent.body !== undefined) headers.set('content-type', 'application/json');
    if (sent.ifMatch !== undefined) headers.set('if-match', sent.ifMatch);
    if (method !== 'GET') headers.set('idempotency-key', sent.idempotencyKey ?? randomUUID());
    const response = await fetch(`${address}${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(bounded),
      ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    try {
      // The contract's types hold for answers of the cell; a reader of a status other than expected never gets here.
      return { status: response.status, headers: response.headers, body: JSON.parse(text || '{}') as Body };
    } catch {
      throw new LocalFailure(
        `${method} ${path} answered ${response.status} with no JSON: ${text.slice(0, 300)}`,
      );
    }
  };
  const get = <Body>(path: string) => call<Body>('GET', path);
  const list = (path: string, query: Readonly<Record<string, string>>) =>
    `${path}?${new URLSearchParams(query).toString()}`;

  return {
    call,
    problem: (method: string, path: string, sent?: Sent) => call<ProblemDetails>(method, path, sent),
    createOrganization: (body: { home: string; owner: string }, key: string = randomUUID()) =>
      call<OrganizationReply>('POST', '/v1/organizations', { body, idempotencyKey: key }),
    createWorkspace: (
      body: { organization: string; geography: string; capacity?: string },
      key: string = randomUUID(),
    ) => call<WorkspaceReply>('POST', '/v1/workspaces', { body, idempotencyKey: key }),
    workspace: (id: string) => get<WorkspaceReply>(`/v1/workspaces/${id}`),
    settings: (subject: string) => get<{ settings: EffectiveSetting[] }>(list('/v1/settings', { subject })),
    setting: (subject: string, name: string) => get<EffectiveSetting>(`/v1/settings/${subject}/${name}`),
    choose: (
      subject: string,
      name: string,
      choice: { value: string; notice: { id: string; version: number } },
      ifMatch: string,
    ) => call<ChoiceReply>('PUT', `/v1/settings/${subject}/${name}`, { body: choice, ifMatch }),
    askFor: (body: { subject: string; program: string; setting: string }, key: string = randomUUID()) =>
      call<AdmissionReply>('POST', '/v1/admissions', { body, idempotencyKey: key }),
    admissions: (query: Readonly<Record<string, string>>) =>
      get<{ admissions: AdmissionReply[] }>(list('/v1/admissions', query)),
    decide: (
      subject: string,
      name: string,
      body: { outcome: 'admitted' | 'declined'; reason: string },
      key: string = randomUUID(),
    ) =>
      call<AdmissionReply>('POST', `/v1/admissions/${subject}/${name}/decision`, {
        body,
        idempotencyKey: key,
      }),
    notice: (id: string) => get<NoticeReply>(`/v1/notices/${id}`),
    display: (id: string, body: { subject: string; version: number; language: string }) =>
      call<DisplayReply>('POST', `/v1/notices/${id}/displays`, { body }),
    consents: (subject: string) =>
      get<{ entries: ConsentReply[] }>(list('/v1/consents', { subject, limit: '100' })),
    closure: (epoch: string) => get<ClosureReply>(`/v1/closures/${epoch}`),
    lots: (epoch: string) => get<{ lots: LotReply[] }>(list('/v1/lots', { epoch })),
    purges: (epoch: string) =>
      get<{ purges: { captured: number; deleted: number }[] }>(list('/v1/purges', { epoch })),
    capture: (body: { workspace: string; use: string; callId: string; records: SentRecord[] }) =>
      call<{ epoch: string; captured: number }>('POST', '/v1/captures', { body }),
    ask: (subject: string, questions: readonly Readonly<Record<string, string>>[]) =>
      call<DecisionsReply>('POST', '/v1/decisions', { body: { subject, questions } }),
    place: (body: {
      subject: string;
      use: string;
      purpose: string;
      ingredients: readonly { category: string; dataClass: string }[];
    }) => call<PlacementReply>('POST', '/v1/placements', { body }),
    report: (of: 'placements' | 'transfers', id: string, body: Readonly<Record<string, string>>) =>
      call<ReportReply>('POST', `/v1/${of}/${id}/report`, { body }),
    captured: (query: { workspace: string; use: string; day: string; epoch: string }) =>
      get<{ records: { body: string }[] }>(list('/v1/captures', query)),
  };
};

/**
 * The body of an answer that has the expected status.
 * @throws LocalFailure with expected and got where it has not
 */
export const bodyOf = <Body>(what: string, status: number, answer: Answer<Body>): Body => {
  if (answer.status === status) return answer.body;
  const got = JSON.stringify(answer.body).slice(0, 600);
  throw new LocalFailure(`${what}: expected status ${status}, got ${answer.status}: ${got}`);
};

/** The entity tag of an answer, quotes included, to be sent back as If-Match. */
export const tagOf = (answer: Answer<unknown>): string => answer.headers.get('etag') ?? '';

import { ulid } from 'ulid';
import { problemType } from '../../contract/api/problem-names.ts';
import type { ChoiceReply } from '../../contract/api/replies.ts';
import { type Answer, type Api, apiOf, bodyOf, type SentRecord, tagOf } from '../api.ts';
import { createOrganization, type DemoOrganization } from '../demo-organizations.ts';
import type { Cell } from '../deployment-file.ts';
import { tokenOfPerson, tokenOfService } from '../sign-in.ts';
import { expectEqual, given } from './checks.ts';

/** The program of the story, which is off by default and available in the United States only. */
export const sharing = 'business-apps-data-sharing/share-for-improvement';
export const sharedUse = 'product-improvement';

/** Callers of one cell and what was made for them there. */
export type Actors = DemoOrganization & {
  readonly cell: Cell;
  readonly owner: Api;
  readonly assistant: Api;
  readonly evaluation: Api;
};

/** Makes an organization with a workspace in a cell and signs its owner and the vendor's services in. */
export const actorsIn = async (cell: Cell): Promise<Actors> => {
  const made = await createOrganization(cell);
  const [owner, assistant, evaluation] = await Promise.all([
    tokenOfPerson(cell, 'owner'),
    tokenOfService(cell, 'assistant'),
    tokenOfService(cell, 'evaluation'),
  ]);
  const caller = (token: string) => apiOf(cell.api, token);
  return {
    ...made,
    cell,
    owner: caller(owner),
    assistant: caller(assistant),
    evaluation: caller(evaluation),
  };
};

/** Three records as the assistant would send them: what was typed, what was answered, what the system noted. */
export const someRecords = (occurredAt = new Date().toISOString()): SentRecord[] => [
  {
    category: 'prompt',
    source: 'person',
    dataClass: 'customer-data',
    occurredAt,
    body: 'Summarize the open cases of today.',
  },
  {
    category: 'response',
    source: 'assistant',
    dataClass: 'customer-data',
    occurredAt,
    body: 'There are four; two wait for parts.',
  },
  {
    category: 'telemetry',
    source: 'product',
    dataClass: 'system-log',
    occurredAt,
    body: '{"latencyMs":412}',
  },
];

/** One capture call of the assistant with a new call id. */
export const captureOf = (workspace: string, records = someRecords()) => ({
  workspace,
  use: sharedUse,
  callId: ulid(),
  records,
});

/** Reads setting and notice as an owner does, and chooses. */
export const choose = async (actors: Actors, value: 'on' | 'off'): Promise<Answer<ChoiceReply>> => {
  const { owner, organization } = actors;
  const shown = await owner.setting(organization, sharing);
  const { notice } = bodyOf('Reading the setting', 200, shown);
  const { id, version } = bodyOf('Reading the notice', 200, await owner.notice(notice.id));
  return owner.choose(organization, sharing, { value, notice: { id, version } }, tagOf(shown));
};

export type Tell = (line: string) => void;

/** Off by default; nothing can be captured (DS-1, DS-4). */
export const offByDefault = async (us: Actors, tell: Tell): Promise<void> => {
  const setting = bodyOf('Reading the setting', 200, await us.owner.setting(us.organization, sharing));
  expectEqual('The setting before any choice', [setting.value, setting.source], ['off', 'default']);
  tell(`Sharing is off by default in ${us.organization}.`);
  const refused = await us.assistant.problem('POST', '/v1/captures', { body: captureOf(us.workspace) });
  expectEqual('A capture while sharing is off', refused.body.type, problemType('sharing-off'));
  tell(`The assistant is refused (${refused.status}): ${refused.body.detail}`);
};

/** The owner reads the notice and opts in; the assistant captures, the evaluation reads (DS-3). */
export const optIn = async (us: Actors, tell: Tell): Promise<string> => {
  const before = bodyOf('Reading the setting', 200, await us.owner.setting(us.organization, sharing));
  const notice = bodyOf('Reading the notice', 200, await us.owner.notice(before.notice.id));
  tell(
    `The owner reads the notice "${notice.title}", version ${notice.version}: ${notice.paragraphs[0]?.text}`,
  );
  const after = bodyOf('Opting in', 200, await choose(us, 'on'));
  expectEqual('The setting after opting in', [after.value, after.source], ['on', 'chosen']);
  const epoch = given('The epoch that the choice opened', after.epoch);
  tell(`The owner opts in; the epoch ${epoch} is open.`);
  const { captured } = bodyOf('Capturing', 201, await us.assistant.capture(captureOf(us.workspace)));
  expectEqual('Records captured', captured, someRecords().length);
  const read = await readShared(us, epoch);
  const { records } = bodyOf('Reading what was captured', 200, read);
  expectEqual('Records read back', records.length, captured);
  tell(`The assistant captured ${captured} records; the evaluation reads ${records.length}.`);
  return epoch;
};

/** Reads what was captured today under an epoch, as the vendor's evaluation does. */
export const readShared = (us: Actors, epoch: string) =>
  us.evaluation.captured({
    workspace: us.workspace,
    use: sharedUse,
    day: new Date().toISOString().slice(0, 10),
    epoch,
  });

/** In Europe the program is unavailable, with the reason; a US workspace is sent to its own cell (DS-2). */
export const elsewhere = async (us: Actors, eu: Actors, tell: Tell): Promise<void> => {
  const setting = bodyOf('Reading the setting', 200, await eu.owner.setting(eu.organization, sharing));
  expectEqual('The setting in Europe', [setting.value, setting.source], ['off', 'unavailable']);
  const refused = await choose(eu, 'on');
  expectEqual('Opting in in Europe', refused.status, 409);
  tell(`In Europe the setting is shown as unavailable: ${setting.explain.join(' ')}`);
  const misdirected = await eu.owner.problem('GET', `/v1/workspaces/${us.workspace}`);
  expectEqual('The US workspace at the cell of Europe', misdirected.status, 421);
  expectEqual('The address in the answer', misdirected.body.cell, us.cell.api);
  tell(`Asked for the US workspace, the cell of Europe answers 421 and names ${misdirected.body.cell}.`);
};

/** Opting out ends use at once (DS-6, DS-8). */
export const optOut = async (us: Actors, epoch: string, tell: Tell): Promise<void> => {
  const after = bodyOf('Opting out', 200, await choose(us, 'off'));
  expectEqual('The setting after opting out', [after.value, after.source], ['off', 'chosen']);
  const closure = given(
    'The closure of the epoch',
    after.closures?.find((one) => one.epoch === epoch),
  );
  tell(`The owner opts out; everything is to be deleted by ${closure.deadline}.`);
  const read = await readShared(us, epoch);
  expectEqual('Reading after the opt-out', read.status, 410);
  const refused = await us.assistant.problem('POST', '/v1/captures', { body: captureOf(us.workspace) });
  expectEqual('Capturing after the opt-out', refused.status, 409);
  tell('At once: the evaluation may no longer read (410), the assistant no longer capture (409).');
};

import { judge } from './oracle/judge.ts';
import type { Call, Choice, Log, RecordSeen } from './oracle/log.ts';

/** A story for tests of the oracle, in which all is well. */

export const day = 86_400_000;
export const start = Date.parse('2026-02-10T00:00:00.000Z');
export const noon = start + day / 2;
export const sharing = 'us_org_1/improvement';
export const epoch = 'us_ep_1';
export const lot = `us_ws_1#improvement#2026-02-10#00`;

export const iso = (at: number): string => new Date(at).toISOString();

export const on: Choice = {
  sharing,
  value: 'on',
  inForce: 'on',
  epoch,
  begunAt: noon,
  endedAt: noon + 10,
  status: 200,
};
export const off: Choice = {
  sharing,
  value: 'off',
  inForce: 'off',
  begunAt: noon + 60_000,
  endedAt: noon + 60_010,
  status: 200,
  deadlines: [{ epoch, deadline: iso(noon + 60_000 + 7 * day) }],
};
export const call: Call = {
  id: 'call',
  sharing,
  workspace: 'us_ws_1',
  use: 'improvement',
  day: '2026-02-10',
  records: [{ text: 'said', saidAt: noon + 1_000 }],
  begunAt: noon + 1_000,
  endedAt: noon + 1_010,
  status: 201,
  receipt: { epoch, deadline: iso(start + 30 * day) },
};
export const purgedAt = noon + day;
export const record: RecordSeen = {
  pk: `${epoch}#${lot}`,
  sk: 'call#00',
  text: 'said',
  bornAt: noon + 1_005,
  diedAt: purgedAt,
};
const deadline = iso(noon + 60_005 + 7 * day);
export const facts = {
  captured: 1,
  deleted: 1,
  counts: 'add-up',
  cause: 'opt-out',
  deadline,
  deletedAt: iso(purgedAt),
};
export const purge = { at: purgedAt + 5, pk: epoch, sk: `purge#${lot}`, fields: facts };
export const told = {
  id: 'event-1',
  type: 'LotPurged',
  at: iso(purgedAt),
  detail: { epoch, lot, deleted: 1, deadline, counts: 'add-up' },
};
export const ended = { id: 'event-2', type: 'ClosureEnded', at: iso(purgedAt), detail: { epoch } };

/** Shared, opted out, deleted the next day, written down and told. */
export const well: Log = {
  terms: { improvement: { retention: 30 * day, deletedWithin: 7 * day } },
  choices: [on, off],
  calls: [call],
  looks: [],
  records: [record],
  purges: [purge],
  holds: [],
  switchings: [],
  ticks: [],
  events: [told, ended],
  endedAt: noon + 100 * day,
};

/** What the oracle finds where the story is told otherwise. */
export const found = (change: Partial<Log>) =>
  judge({ ...well, ...change }).map(({ promise, seen }) => `${promise}: ${seen}`);

import { type Duration, hours } from '../domain/time.ts';
import { inMemoryStore } from '../lambdas/shared/store/in-memory/in-memory-store.ts';
import { aCell } from '../test/support/cell.ts';
import { sharing, sharingUse } from '../test/support/settings.ts';
import { aSharingCustomer } from '../test/support/sharing-customer.ts';
import { capture, choose, expectStatus, records } from '../test/support/story.ts';

/**
 * What captures and purges consume, in DynamoDB's units, counted by the store in memory with DynamoDB's rules.
 * One organization, one workspace, calls of 25 records; the lots of a use are four a day. A lot at rest took its last
 * record over an hour ago, and may be read eventually at first.
 */
type Units = { read: number; write: number };

const perRecord = ({ read, write }: Units, count: number) =>
  `${(write / count).toFixed(3)} WCU + ${(read / count).toFixed(3)} RCU`;

const measure = async (calls: number, bytes: number, rest: Duration = 0) => {
  let units: Units = { read: 0, write: 0 };
  const meter = (_: string, { read, write }: Units) => {
    units = { read: units.read + read, write: units.write + write };
  };
  const consumed = async (work: () => Promise<void>): Promise<Units> => {
    units = { read: 0, write: 0 };
    await work();
    return units;
  };
  const cell = aCell('us', { store: inMemoryStore({ meter }) });
  const { organization, workspace } = await aSharingCustomer(cell);
  const lots = new Set<string>();
  const captured = await consumed(async () => {
    for (let call = 0; call < calls; call += 1) {
      const sent = records(cell, 25, incompressible(bytes));
      const reply = await capture(cell, workspace, sharingUse, { records: sent });
      lots.add(expectStatus(reply, 201).lot);
    }
  });
  cell.clock.now += rest;
  const optOut = await consumed(async () => {
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  });
  const purged = await consumed(async () => {
    await cell.tick();
  });
  const count = calls * 25;
  return {
    'records a lot': Math.round(count / lots.size),
    'bytes a record': bytes,
    'at rest': rest > 0 ? 'yes' : 'no',
    captured: perRecord(captured, count),
    purged: perRecord(purged, count),
    'WCU of the opt-out': optOut.write,
  };
};

/** Text that deflating cannot shorten much, so that stored sizes are what they seem. */
const incompressible = (bytes: number): string =>
  Array.from({ length: bytes }, () => String.fromCharCode(33 + Math.floor(Math.random() * 94))).join('');

console.table([
  await measure(4, 400),
  await measure(16, 400),
  await measure(64, 400),
  await measure(64, 400, hours(2)),
  await measure(160, 400),
  await measure(160, 400, hours(2)),
  await measure(16, 10_000),
  await measure(16, 100_000),
]);

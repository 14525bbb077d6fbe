import { describe, expect, test } from 'vitest';
import { seconds } from '../../../domain/time.ts';
import { aChoosingCustomer, place, placementOf, reportOn } from '../../support/movement.ts';
import { eventsTold } from '../../support/outbox.ts';
import { expectStatus } from '../../support/story.ts';

/** A prompt of a workspace in Europe that was placed in the United States. */
const aMovement = async () => {
  const { cell, workspace } = await aChoosingCustomer('us');
  return { cell, workspace, placement: placementOf(await place(cell, workspace)) };
};

const rung = { metric: 'TransfersNotAsPermitted', count: 1 };

describe('a second report of a movement', () => {
  test('[BY-7] of what was not permitted is refused, and counted each time for the alarm', async () => {
    const { cell, workspace, placement } = await aMovement();
    expectStatus(await reportOn(cell, workspace, placement, { place: 'us' }), 200);

    const elsewhere = () => reportOn(cell, workspace, placement, { place: 'in' });
    expect([(await elsewhere()).status, (await elsewhere()).status]).toEqual([409, 409]);

    expect(cell.alarming).toEqual([rung, rung]);
    // What is refused leaves nothing behind.
    expect(await eventsTold(cell, 'TransferNotAsPermitted')).toEqual([]);
  });

  test('[BY-7] given up by one and done elsewhere by another, at once, keeps neither from being heard', async () => {
    const { cell, workspace, placement } = await aMovement();

    const replies = await Promise.all([
      reportOn(cell, workspace, placement, { outcome: 'not-executed', place: undefined }),
      reportOn(cell, workspace, placement, { place: 'in' }),
    ]);

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(cell.alarming).toEqual([rung]);
  });

  test('[BY-7] of what was done, after all, where the register says that nothing was, is counted', async () => {
    const { cell, workspace, placement } = await aMovement();
    const givenUp = { outcome: 'not-executed', place: undefined };
    expectStatus(await reportOn(cell, workspace, placement, givenUp), 200);

    expect((await reportOn(cell, workspace, placement, { place: 'us' })).status).toBe(409);

    expect(cell.alarming).toEqual([rung]);
  });

  test('at another time, or given up after all, rings nothing', async () => {
    const { cell, workspace, placement } = await aMovement();
    expectStatus(await reportOn(cell, workspace, placement, { place: 'us' }), 200);
    cell.clock.now += seconds(1);

    for (const given of [{ place: 'us' }, { outcome: 'not-executed', place: undefined }])
      expect((await reportOn(cell, workspace, placement, given)).status).toBe(409);

    expect(cell.alarming).toEqual([]);
  });
});

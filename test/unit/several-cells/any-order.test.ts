import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InstructionFile, Progress } from '../../../cli/instruct/files.ts';
import { type HandedOver, handOver } from '../../../cli/instruct/hand-over.ts';
import { tellProgress } from '../../../cli/instruct/told.ts';
import { digestOf } from '../../../domain/canonical-form.ts';
import type { LedgerEntry } from '../../../domain/consent/ledger.ts';
import { geographyOf } from '../../../domain/identifiers.ts';
import { days, instantOf, isoOf, minutes, seconds } from '../../../domain/time.ts';
import { aClientOn, ClientEnded, everyWay } from '../../support/broken-ways.ts';
import { validation } from '../../support/settings.ts';
import {
  aWorkspaceWithRecord,
  handTo,
  heard,
  type SharingPart,
  signedFor,
} from '../../support/several-cells.ts';
import { expectStatus, owner } from '../../support/story.ts';

const geographies = ['us', 'eu', 'jp'] as const;

const begun = (file: InstructionFile): Progress => ({
  v: 1,
  instruction: digestOf(file.instruction),
  receipts: {},
});

/** Runs the command as often as it takes, from what the run before had kept. */
const untilConfirmed = async (
  file: InstructionFile,
  client: ReturnType<typeof aClientOn>,
): Promise<HandedOver> => {
  for (let run = 0; run < 40; run += 1) {
    try {
      const handed = await handOver(file, client.saved(), client.ports);
      if (tellProgress(file, handed).all) return handed;
    } catch (error) {
      if (!(error instanceof ClientEnded)) throw error;
    }
  }
  throw new Error('It was never confirmed.');
};

const entriesOf = async ({ cell, subject }: SharingPart): Promise<readonly LedgerEntry[]> => {
  const reply = await cell.call<{ entries: { entry: LedgerEntry }[] }>(owner, 'GET /v1/consents', {
    query: { subject },
  });
  return expectStatus(reply, 200).entries.map(({ entry }) => entry);
};
const deadlineOf = async ({ cell, epoch }: SharingPart): Promise<string> =>
  expectStatus(
    await cell.call<{ deadline: string }>(owner, 'GET /v1/closures/{epoch}', { path: { epoch } }),
    200,
  ).deadline;

test('[BY-13] in whichever order cells are reached, and wherever the client ends, every part is carried out once and every deadline counts from the first receipt', async () => {
  let restated = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...geographies], { minLength: 3 }),
      fc.array(fc.constantFrom(...everyWay), { maxLength: 14 }),
      fc.array(fc.integer({ min: -120, max: 120 }), { minLength: 3, maxLength: 3 }),
      async (order, ways, skews) => {
        const parts = await Promise.all(order.map((geography) => aWorkspaceWithRecord(geography)));
        for (const [at, { cell }] of parts.entries()) cell.clock.now += seconds(skews[at] ?? 0) + minutes(30);
        const at = Math.min(...parts.map(({ cell }) => cell.clock.now));
        const signed = signedFor(
          parts.map(({ subject, link }) => ({ subject, link })),
          { at, address: validation },
        );
        // The file has its parts in one order; a client of another make may take any.
        const file = { ...signed, parts: parts.map(({ subject, link }) => ({ subject, link })) };
        const client = aClientOn(
          ways,
          {
            send: async (geography, part) => {
              for (const { cell } of parts) cell.clock.now += seconds(7);
              const there = parts.find(({ cell }) => cell.geography === geography);
              if (there === undefined) throw new Error(`There is no cell ${geography}.`);
              return heard(await handTo(there.cell, part));
            },
            // The slowest clock of all is the customer's.
            now: () => Math.min(...parts.map(({ cell }) => cell.clock.now)),
          },
          begun(file),
        );

        const handed = await untilConfirmed(file, client);

        expect(tellProgress(file, handed).lines[0]).toMatch(/^3 of 3 cells confirmed/);
        const chosen = await Promise.all(
          parts.map(async (part) =>
            (await entriesOf(part)).filter(
              ({ event }) => 'group' in event && event.type === 'setting-chosen',
            ),
          ),
        );
        expect(chosen.map((each) => each.length)).toEqual([1, 1, 1]);
        const first =
          chosen
            .flat()
            .map((entry) => entry.at)
            .sort()[0] ?? '';
        const deadlines = await Promise.all(parts.map(deadlineOf));
        expect(deadlines).toEqual(parts.map(() => isoOf(instantOf(first) + days(30))));
        expect(Object.values(handed.progress.receipts).map(({ countsFrom }) => countsFrom)).toEqual(
          parts.map(() => first),
        );
        const entries = (await Promise.all(parts.map(entriesOf))).flat();
        restated += entries.filter(({ event }) => event.type === 'first-receipt-stated').length;
      },
    ),
    { numRuns: 60 },
  );
  // Otherwise no answer was lost where it matters, and this has shown nothing of it.
  expect(restated).toBeGreaterThan(0);
});

test('[BY-13] what stays unreachable is named, and the rest is confirmed', async () => {
  const parts = await Promise.all(geographies.map((geography) => aWorkspaceWithRecord(geography)));
  const file = signedFor(
    parts.map(({ subject, link }) => ({ subject, link })),
    { at: parts[0]?.cell.clock.now ?? 0, address: validation },
  );
  const handed = await handOver(file, begun(file), {
    send: async (geography, part) => {
      const there = parts.find(({ cell }) => cell.geography === geography);
      return there === undefined || geography === 'eu'
        ? { kind: 'silent', why: 'ECONNREFUSED' }
        : heard(await handTo(there.cell, part));
    },
    save: async () => {},
    wait: async () => {},
    now: () => parts[0]?.cell.clock.now ?? 0,
  });
  const { lines, all } = tellProgress(file, handed);
  expect(all).toBe(false);
  expect(lines[0]).toBe(`2 of 3 cells confirmed the instruction ${file.instruction.id}.`);
  const missing = parts.find(({ subject }) => geographyOf(subject) === 'eu')?.subject;
  expect(lines.at(-1)).toBe(
    `Missing: ${missing} in eu: no answer (ECONNREFUSED); it may have been received.`,
  );
});

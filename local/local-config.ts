import { everyGeography, type Geography } from '../domain/geographies.ts';
import { everyProgram } from '../domain/programs/catalog.ts';
import { minutes } from '../domain/time.ts';
import { defineConfig } from '../lib/config.ts';
import { copyKeysFrom } from '../lib/copy-keys.ts';
import { localTransfers } from './local-transfers.ts';
import { account } from './ministack.ts';

/** The services that call the cells of the demo. */
export const localServices = ['assistant', 'evaluation'] as const;

/** Which cells have copies in the second region of their geography, and the file that their keys are read from. */
export type LocalCopies = { readonly of: readonly Geography[]; readonly keysFrom: string };

const noCopies: LocalCopies = { of: [], keysFrom: '' };

/**
 * The configuration of the embedded cloud: the product's own app with short intervals, so that people and
 * tests see a schedule fire, and the addresses of the front as cell directory.
 * @param cells each cell with its public address
 * @param callbackUrl where the sign-in page returns to
 */
export const localConfig = (
  cells: Partial<Record<Geography, string>>,
  callbackUrl: string,
  copies: LocalCopies = noCopies,
) =>
  defineConfig({
    geographies: everyGeography.filter((geography) => cells[geography] !== undefined),
    account,
    programs: everyProgram.map(({ id }) => id),
    identity: { kind: 'user-pool', callbackUrls: [callbackUrl] },
    services: [
      { name: 'assistant', scopes: ['captures.write', 'decisions.write', 'settings.read'] },
      { name: 'evaluation', scopes: ['captures.read', 'settings.read'] },
    ],
    durability: Object.fromEntries(copies.of.map((geography) => [geography, 'in-geography' as const])),
    copyKeys: copyKeysFrom(copies.keysFrom),
    retention: { every: minutes(1) },
    outbox: { sweepEvery: minutes(1) },
    evidence: { signEvery: minutes(1) },
    placements: { tokens: 'signed' },
    cellDirectory: cells,
    transfers: localTransfers,
  });

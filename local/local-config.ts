import type { Geography } from '../domain/geographies.ts';
import { everyProgram } from '../domain/programs/catalog.ts';
import { minutes } from '../domain/time.ts';
import { defineConfig } from '../lib/config.ts';
import { account } from './ministack.ts';

/** The cells that the embedded cloud runs. */
export const localGeographies = ['us', 'eu'] as const satisfies readonly Geography[];

/** The services that call the cells of the demo. */
export const localServices = ['assistant', 'evaluation'] as const;

/**
 * The configuration of the embedded cloud: the product's own app with short intervals, so that people and
 * tests see a schedule fire, and the addresses of the front as cell directory.
 * @param addressOf the public address of a cell
 * @param callbackUrl where the sign-in page returns to
 */
export const localConfig = (addressOf: (geography: Geography) => string, callbackUrl: string) =>
  defineConfig({
    geographies: localGeographies,
    account,
    programs: everyProgram.map(({ id }) => id),
    identity: { kind: 'user-pool', callbackUrls: [callbackUrl] },
    services: [
      { name: 'assistant', scopes: ['captures.write', 'settings.read'] },
      { name: 'evaluation', scopes: ['captures.read', 'settings.read'] },
    ],
    retention: { every: minutes(1) },
    outbox: { sweepEvery: minutes(1) },
    cellDirectory: Object.fromEntries(localGeographies.map((geography) => [geography, addressOf(geography)])),
  });

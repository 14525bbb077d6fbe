import { inject } from 'vitest';
import type { Geography } from '../../domain/geographies.ts';
import { type Api, apiOf } from '../../local/api.ts';
import { type Cell, cellIn } from '../../local/deployment-file.ts';
import { tokenFor } from '../../local/sign-in.ts';

/** What the global setup provides of the cloud that it brought up. */
export type RunningCloud = {
  readonly endpoint: string;
  /** The certificate to trust, and where it lies. */
  readonly ca: string;
  readonly caPath: string;
  readonly cells: readonly Cell[];
  /** The cloud assembly that was deployed. */
  readonly assembly: string;
  /** State of this cloud; tests may put files there. */
  readonly directory: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    readonly cloud: RunningCloud;
  }
}

/** The cloud that all tests of this run share. */
export const theCloud = (): RunningCloud => inject('cloud');

export const theCell = (geography: Geography): Cell => cellIn(theCloud().cells, geography);

/** A caller of a cell with a real token of one of its roles. */
export const signedIn = async (cell: Cell, role: string): Promise<Api> =>
  apiOf(cell.api, await tokenFor(cell, role));

import type { Cell } from '../../local/deployment-file.ts';
import { tokenFor } from '../../local/sign-in.ts';

/** Somebody with a real token, or without one, and the scopes by which a cell's gateway must judge the token. */
export type RealCaller = {
  readonly name: string;
  readonly token?: string;
  /** Undefined where the gateway must not let the caller in at all. */
  readonly scopes?: readonly string[];
};

/** Everybody who may call a cell, somebody of another cell, and nobody. */
export const realCallersOf = async (cell: Cell, another: Cell): Promise<readonly RealCaller[]> => {
  const { console, services } = cell.clients;
  const scopesOf = (name: string) => services[name]?.scopes ?? console.scopes;
  const callers = ['owner', 'operator', ...Object.keys(services)].map(async (name) => ({
    name,
    token: await tokenFor(cell, name),
    scopes: scopesOf(name),
  }));
  const foreign = { name: 'owner of another cell', token: await tokenFor(another, 'owner') };
  return [...(await Promise.all(callers)), foreign, { name: 'nobody' }];
};

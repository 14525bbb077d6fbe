import type { UserId } from '../../domain/identifiers.ts';
import type { CellPorts } from '../../lambdas/shared/ports.ts';
import { userOfToken } from '../../lambdas/shared/repositories/users.ts';
import type { Claims } from './callers.ts';

/** The user of somebody in a cell; drawn as at a first act, where there was none. */
export const userOf = async ({ ports }: { readonly ports: CellPorts }, claims: Claims): Promise<UserId> =>
  (await userOfToken(ports, claims.sub ?? '')).user;

import type * as z from 'zod/mini';
import type { HttpFunction, RouteKey, RouteKeyOf } from '../routes.ts';
import { capturesBodies } from './captures-bodies.ts';
import { decisionsBodies } from './decisions-bodies.ts';
import { instructionsBodies } from './instructions-bodies.ts';
import { operationsBodies } from './operations-bodies.ts';
import { organizationsBodies } from './organizations-bodies.ts';
import { settingsBodies } from './settings-bodies.ts';

/** The schema of each route that takes a body. Each function carries its own routes' alone. */
export const bodySchemas = {
  ...organizationsBodies,
  ...settingsBodies,
  ...instructionsBodies,
  ...operationsBodies,
  ...capturesBodies,
  ...decisionsBodies,
} as const satisfies Partial<Record<RouteKey, z.ZodMiniType>>;

type Taking = keyof typeof bodySchemas;

/** What a handler gets as the body of a route; undefined where the route takes none. */
export type BodyOf<Key extends RouteKey> = Key extends Taking
  ? z.infer<(typeof bodySchemas)[Key]>
  : undefined;

/** The schemas of all routes of a function that take a body: a function that lacks one does not compile. */
export type BodiesOf<Fn extends HttpFunction> = Readonly<Pick<typeof bodySchemas, Taking & RouteKeyOf<Fn>>>;

/** Schemas by route, for whoever does not ask of which function. */
export type Bodies = Partial<Readonly<Record<RouteKey, z.ZodMiniType>>>;

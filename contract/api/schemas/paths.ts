import type * as z from 'zod/mini';
import type { PathNames, RouteKey } from '../routes.ts';
import {
  catalogId,
  certificateId,
  epochId,
  incidentId,
  namedSubject,
  organizationId,
  placementId,
  sequenceInPath,
  transferId,
  userId,
  workspaceId,
} from './texts.ts';

/** The schema of each name in braces, wherever it stands in a path. */
export const pathSchemas = {
  program: catalogId,
  setting: catalogId,
  notice: catalogId,
  organization: organizationId,
  workspace: workspaceId,
  subject: namedSubject,
  user: userId,
  epoch: epochId,
  certificate: certificateId,
  incident: incidentId,
  sequence: sequenceInPath,
  placement: placementId,
  transfer: transferId,
} as const satisfies Record<PathNames<RouteKey>, z.ZodMiniType>;

/** What a handler gets as the path of a route. */
export type PathOf<Key extends RouteKey> = {
  readonly [Name in PathNames<Key>]: z.infer<(typeof pathSchemas)[Name]>;
};

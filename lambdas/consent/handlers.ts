import type { Handlers } from '../shared/http/request.ts';
import { listUnseen } from './list-unseen.ts';
import type { ConsentPorts } from './ports.ts';
import { listClosures, readOneClosure } from './read-closures.ts';
import { listConsents } from './read-consents.ts';
import { listLots } from './read-lots.ts';
import { listPurges } from './read-purges.ts';
import { readResidencyFindings } from './read-residency-findings.ts';

/** One handler for each route of this function. */
export const consentHandlers: Handlers<'consent', ConsentPorts> = {
  'GET /v1/consents': listConsents,
  'GET /v1/notices/{notice}/unseen': listUnseen,
  'GET /v1/closures': listClosures,
  'GET /v1/closures/{epoch}': readOneClosure,
  'GET /v1/lots': listLots,
  'GET /v1/purges': listPurges,
  'GET /v1/residency/findings': readResidencyFindings,
};

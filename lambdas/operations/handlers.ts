import type { Handlers } from '../shared/http/request.ts';
import { closeIncident } from './close-incident.ts';
import { correctCertificate } from './correct-certificate.ts';
import { erasePerson } from './erase-person.ts';
import type { OperationsPorts } from './ports.ts';
import { showPurging, switchPurging } from './purging.ts';

/** One handler for each route of this function. */
export const operationsHandlers: Handlers<'operations', OperationsPorts> = {
  'GET /v1/purging': showPurging,
  'PUT /v1/purging': switchPurging,
  'POST /v1/certificates/{certificate}/correction': correctCertificate,
  'POST /v1/incidents/{incident}/close': closeIncident,
  'POST /v1/erasures': erasePerson,
};

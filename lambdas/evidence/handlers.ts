import type { Handlers } from '../shared/http/request.ts';
import type { EvidencePorts } from './ports.ts';
import { listCertificates, readCertificate } from './read-certificates.ts';
import { listIncidents, showIncident } from './read-incidents.ts';
import { readLedger } from './read-ledger.ts';
import { readCheckpoint, readConsistency, readKeys } from './read-log.ts';
import { listConnections, readProcessingRecord, readProcessors } from './read-processing-record.ts';
import { listRecords, readRecord } from './read-records.ts';
import { listTransfers } from './read-transfers.ts';

/** One handler for each route of this function. */
export const evidenceHandlers: Handlers<'evidence', EvidencePorts> = {
  'GET /v1/certificates': listCertificates,
  'GET /v1/certificates/{certificate}': readCertificate,
  'GET /v1/incidents': listIncidents,
  'GET /v1/incidents/{incident}': showIncident,
  'GET /v1/records': listRecords,
  'GET /v1/records/{subject}/{sequence}': readRecord,
  'GET /v1/ledgers/{subject}': readLedger,
  'GET /v1/log/checkpoint': readCheckpoint,
  'GET /v1/log/consistency': readConsistency,
  'GET /.well-known/jwks.json': readKeys,
  'GET /v1/transfers': listTransfers,
  'GET /v1/processing-record': readProcessingRecord,
  'GET /v1/connections': listConnections,
  'GET /v1/processors': readProcessors,
};

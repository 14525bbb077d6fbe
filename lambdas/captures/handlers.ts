import type { Handlers } from '../shared/http/request.ts';
import { captureRecords } from './capture-records.ts';
import type { CapturesPorts } from './ports.ts';
import { readCaptures } from './read-records.ts';

/** The routes of this function. */
export const capturesHandlers: Handlers<'captures', CapturesPorts> = {
  'POST /v1/captures': captureRecords,
  'GET /v1/captures': readCaptures,
};

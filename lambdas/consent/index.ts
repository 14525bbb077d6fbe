import { httpHandler } from '../shared/http/edge.ts';
import { edgePortsFrom } from '../shared/wiring.ts';
import { consentHandlers } from './handlers.ts';

export const handler = httpHandler('consent', consentHandlers, edgePortsFrom(process.env));

import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { edgePortsFrom } from '../shared/wiring.ts';
import { settingsHandlers } from './handlers.ts';

export const handler = httpHandler('settings', settingsHandlers, {
  ...edgePortsFrom(process.env),
  programs: programsFrom(process.env),
});

import { settingsRoutes } from '../../contract/api/routes/settings.ts';
import { settingsBodies } from '../../contract/api/schemas/settings-bodies.ts';
import { edgePortsFrom } from '../shared/edge-wiring.ts';
import { httpHandler } from '../shared/http/edge.ts';
import { programsFrom } from '../shared/offered-programs.ts';
import { begunStore } from '../shared/serving.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { settingsHandlers } from './handlers.ts';

export const handler = httpHandler('settings', settingsRoutes, settingsHandlers, settingsBodies, {
  ...cellPortsFrom(process.env, begunStore),
  ...edgePortsFrom(process.env),
  programs: programsFrom(process.env),
});

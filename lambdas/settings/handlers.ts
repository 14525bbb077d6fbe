import type { Handlers } from '../shared/http/request.ts';
import { chooseSetting } from './choose-setting.ts';
import type { SettingsPorts } from './ports.ts';
import { listSettings, readSetting } from './read-settings.ts';
import { showNotice } from './show-notice.ts';

/** One handler for each route of this function. */
export const settingsHandlers: Handlers<'settings', SettingsPorts> = {
  'POST /v1/notices/{notice}/displays': showNotice,
  'GET /v1/settings': listSettings,
  'GET /v1/settings/{subject}/{program}/{setting}': readSetting,
  'PUT /v1/settings/{subject}/{program}/{setting}': chooseSetting,
};

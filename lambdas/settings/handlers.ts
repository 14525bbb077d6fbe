import type { Handlers } from '../shared/http/request.ts';
import { chooseSetting } from './choose-setting.ts';
import { createOrganization } from './create-organization.ts';
import { createWorkspace } from './create-workspace.ts';
import type { SettingsPorts } from './ports.ts';
import { listSettings, readSetting } from './read-settings.ts';
import { listOrganizations, listWorkspaces, readOrganization, readWorkspace } from './read-subjects.ts';
import { showNotice } from './show-notice.ts';

/** One handler for each route of this function. */
export const settingsHandlers: Handlers<'settings', SettingsPorts> = {
  'POST /v1/notices/{notice}/displays': showNotice,
  'POST /v1/organizations': createOrganization,
  'GET /v1/organizations': listOrganizations,
  'GET /v1/organizations/{organization}': readOrganization,
  'POST /v1/workspaces': createWorkspace,
  'GET /v1/workspaces': listWorkspaces,
  'GET /v1/workspaces/{workspace}': readWorkspace,
  'GET /v1/settings': listSettings,
  'GET /v1/settings/{subject}/{program}/{setting}': readSetting,
  'PUT /v1/settings/{subject}/{program}/{setting}': chooseSetting,
};

/** What tests choose about: settings that are off by default, one that is on, and the use that each permits. */
export type SettingAddress = { readonly program: string; readonly setting: string };

export const sharing = { program: 'business-apps-data-sharing', setting: 'share-for-improvement' } as const;
export const sharingUse = 'product-improvement';
export const platformSharing = {
  program: 'power-platform-data-sharing',
  setting: 'share-for-improvement',
} as const;
export const platformUse = 'platform-improvement';
export const validation = { program: 'security-copilot', setting: 'validate-performance' } as const;
/** A limited preview of organizations that are not at home in the United States. */
export const preview = { program: 'customer-service-copilot', setting: 'process-in-united-states' } as const;
/** A setting of each user. */
export const compliancePlugins = { program: 'security-copilot', setting: 'use-compliance-plugins' } as const;
export const validationUse = 'performance-validation';

export const settingRoute = '/v1/settings/{subject}/{program}/{setting}';

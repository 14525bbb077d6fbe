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
/** Builds the vendor's own model; on by default. */
export const modelBuilding = { program: 'security-copilot', setting: 'build-security-model' } as const;
export const modelUse = 'security-model-building';
/** Lets a sensitive service build the model too; off by default, and only beside `modelBuilding`. */
export const withEdiscovery = {
  program: 'security-copilot',
  setting: 'build-model-with-ediscovery',
} as const;
export const ediscoveryUse = 'model-building-with-ediscovery';
/** Lets the assistant read from connected services. */
export const serviceAccess = { program: 'security-copilot', setting: 'access-compliance-services' } as const;
export const feedback = { program: 'security-copilot', setting: 'collect-feedback' } as const;
export const feedbackUse = 'feedback-collection';

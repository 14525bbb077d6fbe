import type { Notice } from '../notice.ts';
import { connectedServicesV1Fr } from './connected-services.ts';
import { dataSharingV1Fr } from './data-sharing.ts';
import { platformDataSharingV1Fr } from './platform-data-sharing.ts';
import { processingInUnitedStatesV1Fr } from './processing-in-united-states.ts';
import { securityPromptEvaluationV1Fr, securityVendorPluginsV1Fr } from './security-assistant.ts';
import { securityComplianceAccessV1Fr, securityCompliancePluginsV1Fr } from './security-compliance.ts';
import { securityFeedbackV1Fr } from './security-feedback.ts';
import { securitySensitiveModelBuildingV1Fr } from './security-sensitive.ts';
import { securityModelBuildingV1Fr, securityPerformanceValidationV1Fr } from './security-sharing.ts';

/** Every notice that was ever published in French. */
export const everyNoticeFr: readonly Notice[] = [
  processingInUnitedStatesV1Fr,
  connectedServicesV1Fr,
  dataSharingV1Fr,
  platformDataSharingV1Fr,
  securityPerformanceValidationV1Fr,
  securityModelBuildingV1Fr,
  securitySensitiveModelBuildingV1Fr,
  securityComplianceAccessV1Fr,
  securityPromptEvaluationV1Fr,
  securityFeedbackV1Fr,
  securityCompliancePluginsV1Fr,
  securityVendorPluginsV1Fr,
];

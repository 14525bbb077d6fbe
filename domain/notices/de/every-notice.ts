import type { Notice } from '../notice.ts';
import { connectedServicesV1De } from './connected-services.ts';
import { dataSharingV1De } from './data-sharing.ts';
import { platformDataSharingV1De } from './platform-data-sharing.ts';
import { processingInUnitedStatesV1De } from './processing-in-united-states.ts';
import { securityPromptEvaluationV1De, securityVendorPluginsV1De } from './security-assistant.ts';
import { securityComplianceAccessV1De, securityCompliancePluginsV1De } from './security-compliance.ts';
import { securityFeedbackV1De } from './security-feedback.ts';
import { securitySensitiveModelBuildingV1De } from './security-sensitive.ts';
import { securityModelBuildingV1De, securityPerformanceValidationV1De } from './security-sharing.ts';

/** Every notice that was ever published in German. */
export const everyNoticeDe: readonly Notice[] = [
  processingInUnitedStatesV1De,
  connectedServicesV1De,
  dataSharingV1De,
  platformDataSharingV1De,
  securityPerformanceValidationV1De,
  securityModelBuildingV1De,
  securitySensitiveModelBuildingV1De,
  securityComplianceAccessV1De,
  securityPromptEvaluationV1De,
  securityFeedbackV1De,
  securityCompliancePluginsV1De,
  securityVendorPluginsV1De,
];

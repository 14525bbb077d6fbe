import type { Notice } from '../notice.ts';
import { connectedServicesV1Pt } from './connected-services.ts';
import { dataSharingV1Pt } from './data-sharing.ts';
import { platformDataSharingV1Pt } from './platform-data-sharing.ts';
import { processingInUnitedStatesV1Pt } from './processing-in-united-states.ts';
import { securityPromptEvaluationV1Pt, securityVendorPluginsV1Pt } from './security-assistant.ts';
import { securityComplianceAccessV1Pt, securityCompliancePluginsV1Pt } from './security-compliance.ts';
import { securityFeedbackV1Pt } from './security-feedback.ts';
import { securitySensitiveModelBuildingV1Pt } from './security-sensitive.ts';
import { securityModelBuildingV1Pt, securityPerformanceValidationV1Pt } from './security-sharing.ts';

/** Every notice that was ever published in Portuguese. */
export const everyNoticePt: readonly Notice[] = [
  processingInUnitedStatesV1Pt,
  connectedServicesV1Pt,
  dataSharingV1Pt,
  platformDataSharingV1Pt,
  securityPerformanceValidationV1Pt,
  securityModelBuildingV1Pt,
  securitySensitiveModelBuildingV1Pt,
  securityComplianceAccessV1Pt,
  securityPromptEvaluationV1Pt,
  securityFeedbackV1Pt,
  securityCompliancePluginsV1Pt,
  securityVendorPluginsV1Pt,
];

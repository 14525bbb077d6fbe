import { connectedServicesV1En } from './connected-services.ts';
import { dataSharingV1En } from './data-sharing.ts';
import { everyNoticeDe } from './de/every-notice.ts';
import { everyNoticeFr } from './fr/every-notice.ts';
import { type Notice, type NoticeLanguage, noticeAmong } from './notice.ts';
import { platformDataSharingV1En } from './platform-data-sharing.ts';
import { processingInUnitedStatesV1En } from './processing-in-united-states.ts';
import { everyNoticePt } from './pt/every-notice.ts';
import { everyPublished } from './published.ts';
import { securityPromptEvaluationV1En, securityVendorPluginsV1En } from './security-assistant.ts';
import { securityComplianceAccessV1En, securityCompliancePluginsV1En } from './security-compliance.ts';
import { securityFeedbackV1En } from './security-feedback.ts';
import { securitySensitiveModelBuildingV1En } from './security-sensitive.ts';
import { securityModelBuildingV1En, securityPerformanceValidationV1En } from './security-sharing.ts';
import { everyVersion } from './versions.ts';

/** Every notice that was ever published, in every version and language: choices stay bound to old versions. */
export const everyNotice: readonly Notice[] = [
  processingInUnitedStatesV1En,
  connectedServicesV1En,
  dataSharingV1En,
  platformDataSharingV1En,
  securityPerformanceValidationV1En,
  securityModelBuildingV1En,
  securityComplianceAccessV1En,
  securityPromptEvaluationV1En,
  securityFeedbackV1En,
  securityCompliancePluginsV1En,
  securityVendorPluginsV1En,
  securitySensitiveModelBuildingV1En,
  ...everyNoticeDe,
  ...everyNoticeFr,
  ...everyNoticePt,
];

/** The newest version of a notice, in force or announced, or undefined where no such notice exists in the language. */
export const newestNotice = (id: string, language: NoticeLanguage = 'en'): Notice | undefined =>
  everyNotice
    .filter((notice) => notice.id === id && notice.language === language)
    .reduce<Notice | undefined>(
      (newest, notice) => (newest && newest.version > notice.version ? newest : notice),
      undefined,
    );

/** One version of a notice, or undefined where it does not exist. */
export const noticeOf = (id: string, version: number, language: NoticeLanguage = 'en'): Notice | undefined =>
  noticeAmong(everyNotice, id, version, language);

/** The languages in which every notice that somebody may be shown has to be written. */
export const demandedLanguages: readonly NoticeLanguage[] = ['en', 'de', 'fr', 'pt'];

/** All that is published of notices. */
export const noticeCatalog = {
  notices: everyNotice,
  published: everyPublished,
  versions: everyVersion,
  languages: demandedLanguages,
} as const;

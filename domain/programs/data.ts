/**
 * What data can be, as closed lists: a use names its categories from here, and what it does not name is refused
 * (CC-5, SC-4).
 */
export const categories = [
  'prompt',
  'response',
  'retrieved-content',
  'pinned-content',
  'uploaded-file',
  // What prompts and answers of a customer service hold (CC-5).
  'chat-message',
  'email',
  'case-attribute',
  'knowledge-article',
  'agent-name',
  'email-address',
  'customer-name',
  // What a customer wrote to fit the product to its needs (DL-7).
  'customization',
  // What connected compliance services yield (SC-5).
  'loss-prevention-alert',
  'labeling-activity',
  'review-set-content',
  'insider-risk-alert',
  'communication-match',
  'posture-activity',
  // What the system writes about its own work (SC-4).
  'telemetry',
  'account-information',
  'usage-data',
  'performance-information',
  'internal-behavior',
  'feedback',
] as const;
export type Category = (typeof categories)[number];

/** What customers typed and got is told apart from what the system wrote (SC-4), and from feedback (SC-22). */
export const dataClasses = ['customer-data', 'system-log', 'feedback'] as const;
export type DataClass = (typeof dataClasses)[number];

/** The class that every category belongs to. */
export const dataClassOf: Readonly<Record<Category, DataClass>> = {
  prompt: 'customer-data',
  response: 'customer-data',
  'retrieved-content': 'customer-data',
  'pinned-content': 'customer-data',
  'uploaded-file': 'customer-data',
  'chat-message': 'customer-data',
  email: 'customer-data',
  'case-attribute': 'customer-data',
  'knowledge-article': 'customer-data',
  'agent-name': 'customer-data',
  'email-address': 'customer-data',
  'customer-name': 'customer-data',
  customization: 'customer-data',
  'loss-prevention-alert': 'customer-data',
  'labeling-activity': 'customer-data',
  'review-set-content': 'customer-data',
  'insider-risk-alert': 'customer-data',
  'communication-match': 'customer-data',
  'posture-activity': 'customer-data',
  telemetry: 'system-log',
  'account-information': 'system-log',
  'usage-data': 'system-log',
  'performance-information': 'system-log',
  'internal-behavior': 'system-log',
  feedback: 'feedback',
};

/** Services that an assistant can be connected to, and that hold what was collected to keep rules (SC-5). */
export const complianceServices = [
  'data-loss-prevention',
  'information-protection',
  'ediscovery',
  'insider-risk-management',
  'communication-compliance',
  'security-posture-management',
] as const;
export type ComplianceService = (typeof complianceServices)[number];

/** Services whose content builds a model only where a customer chose so apart from everything else (SC-25). */
export const sensitiveServices = [
  'ediscovery',
  'insider-risk-management',
  'communication-compliance',
] as const satisfies readonly ComplianceService[];

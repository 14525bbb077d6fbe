import { type Category, type ComplianceService, complianceServices } from './data.ts';

/**
 * Where a part of a record comes from, as a closed list: whoever captures says it of each part, and a use takes what
 * comes from where it names and nothing else (SC-25). `product` is what the system writes of its own work (SC-4).
 */
export const sources = [
  'person',
  'assistant',
  'vendor-plugin',
  'other-plugin',
  'upload',
  ...complianceServices,
  'product',
] as const;
export type Source = (typeof sources)[number];

/** Whether something comes from a connected service; what each one yields, its program says (SC-5). */
export const isService = (source: Source): source is ComplianceService =>
  complianceServices.some((service) => service === source);

const typed = ['person', 'vendor-plugin', 'other-plugin'] as const;
const written = ['product'] as const;

/**
 * From where each category can come. What a plugin, an upload or a service brought can so not be told as the words of
 * a person or of the assistant; what came from an upload is nothing but what was retrieved from it (SC-10).
 */
export const comesFrom: Readonly<Record<Category, readonly Source[]>> = {
  prompt: ['person', 'assistant'],
  response: ['assistant', 'vendor-plugin', 'other-plugin'],
  'retrieved-content': ['vendor-plugin', 'other-plugin', 'upload'],
  'pinned-content': ['person', 'assistant', 'vendor-plugin', 'other-plugin'],
  'uploaded-file': ['upload'],
  'chat-message': typed,
  email: typed,
  'case-attribute': typed,
  'knowledge-article': typed,
  'agent-name': typed,
  'email-address': typed,
  'customer-name': typed,
  customization: typed,
  'loss-prevention-alert': complianceServices,
  'labeling-activity': complianceServices,
  'review-set-content': complianceServices,
  'insider-risk-alert': complianceServices,
  'communication-match': complianceServices,
  'posture-activity': complianceServices,
  telemetry: written,
  'account-information': written,
  'usage-data': written,
  'performance-information': written,
  'internal-behavior': written,
  feedback: ['person'],
};

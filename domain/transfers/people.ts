import type { Category } from '../programs/data.ts';

/** Whose data a category holds, by what they are to the customer (GDPR, Art. 30(1)(c)). */
export const everyPeople = [
  'people who use the assistant',
  'employees of the customer',
  'customers of the customer',
  'people who are mentioned in what is worked on',
] as const;
export type People = (typeof everyPeople)[number];

const [users, employees, customers, mentioned] = everyPeople;

/** The people behind each category of data; none where it is written about nobody. */
export const peopleOf: Readonly<Record<Category, readonly People[]>> = {
  prompt: [users, mentioned],
  response: [users, mentioned],
  'retrieved-content': [users, mentioned],
  'pinned-content': [users, mentioned],
  'uploaded-file': [users, mentioned],
  'chat-message': [employees, customers],
  email: [employees, customers],
  'case-attribute': [employees, customers],
  'knowledge-article': [],
  'agent-name': [employees],
  'email-address': [employees, customers],
  'customer-name': [customers],
  customization: [employees],
  'loss-prevention-alert': [employees, mentioned],
  'labeling-activity': [employees],
  'review-set-content': [employees, mentioned],
  'insider-risk-alert': [employees],
  'communication-match': [employees, mentioned],
  'posture-activity': [employees],
  telemetry: [users],
  'account-information': [users],
  'usage-data': [users],
  'performance-information': [users],
  'internal-behavior': [],
  feedback: [users],
};

/** Whose data a use has, each kind of people once. */
export const peopleIn = (categories: readonly Category[]): readonly People[] =>
  everyPeople.filter((people) => categories.some((category) => peopleOf[category].includes(people)));

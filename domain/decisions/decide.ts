import type { EpochId } from '../identifiers.ts';
import { longestGrant } from '../programs/program.ts';
import type { Instant } from '../time.ts';
import {
  type CategoryRule,
  isDataClass,
  placeOf,
  type Rules,
  type Said,
  saidOfRecipient,
  type UseRule,
} from './compiled-rules.ts';
import { instrumentAt } from './instruments.ts';
import type { Decision, Denial, Question, WithoutRule } from './question.ts';
import { type SettingStanding, type Standing, saidOf } from './standing.ts';

const noRule = (reason: WithoutRule): Decision => ({ outcome: 'no-rule', reason, usableFor: 0 });

const noRules: Readonly<Record<WithoutRule, Decision>> = {
  'use-not-declared': noRule('use-not-declared'),
  'recipient-unknown': noRule('recipient-unknown'),
  'purpose-unknown': noRule('purpose-unknown'),
  'category-unknown': noRule('category-unknown'),
  'class-unknown': noRule('class-unknown'),
  'service-unknown': noRule('service-unknown'),
};

/**
 * Whether something may be done with data of a subject, now. First whether anything covers it, then what no setting
 * can lift, then the settings, then where it would go; the first reason that denies is the one that is told, and
 * what nothing permits is denied. Pure: what is true of the subject, and the time, come in.
 */
export const decide = (rules: Rules, standing: Standing, question: Question, at: Instant): Decision => {
  const rule = rules.byUse.get(question.use);
  if (rule === undefined) return noRules['use-not-declared'];
  const recipient = saidOfRecipient(rule, question.recipient);
  if (recipient === undefined) return noRules['recipient-unknown'];
  const purpose = rule.purposes.get(question.purpose);
  if (purpose === undefined) return noRules['purpose-unknown'];
  const category = rule.categories.get(question.category);
  if (category === undefined) return noRules['category-unknown'];
  if (question.dataClass !== category.dataClass && !isDataClass(question.dataClass))
    return noRules['class-unknown'];
  const service = saidOfService(rule, question);
  if (service === undefined) return noRules['service-unknown'];

  const never = saidOfWords(recipient, purpose, category, question, service);
  if (never !== 'nothing') return denied(rule, never);
  if (question.from !== standing.geography) return denied(rule, 'not-in-this-geography');

  const governing = saidOf(standing, rule.setting);
  if (governing === undefined) return denied(rule, 'setting-off');
  if (governing.says === 'denied') return denied(rule, governing.reason);
  const epoch = standing.epochs[rule.setting];
  if (question.epoch !== undefined && question.epoch !== epoch) return denied(rule, 'epoch-not-open');
  const { otherSetting } = rule;
  if (otherSetting !== undefined && saidOf(standing, otherSetting)?.says !== 'chosen')
    return denied(rule, 'other-setting-off');
  return placed(rules, rule, governing, epoch, question, at);
};

const denied = (rule: UseRule, reason: Denial): Decision => {
  const decision = rule.denied.get(reason);
  if (decision === undefined) throw new RangeError(`${reason} is no reason to deny`);
  return decision;
};

/** What no setting lifts, in the order of `denials`. */
const saidOfWords = (
  recipient: Said,
  purpose: Said,
  category: CategoryRule,
  { dataClass, askedBy, answersTo }: Question,
  service: Said,
): Said => {
  if (recipient !== 'nothing') return recipient;
  if (purpose !== 'nothing') return purpose;
  if (category.said !== 'nothing') return category.said;
  if (category.dataClass !== dataClass) return 'not-of-this-class';
  if (service !== 'nothing') return service;
  // Where it is not said who asked, personal data serves nobody (CC-7).
  const isForAnother = category.isPersonal && (askedBy === undefined || askedBy !== answersTo);
  return isForAnother ? 'personal-data-for-another' : 'nothing';
};

/** What a connected service yields is a closed list (SC-5); undefined where nobody declared that service. */
const saidOfService = ({ services }: UseRule, { service, category }: Question): Said | undefined => {
  if (services === undefined) return service === undefined ? 'nothing' : 'not-yielded-by-service';
  if (service === undefined) return 'not-yielded-by-service';
  const yields = services.get(service);
  if (yields === undefined) return undefined;
  return yields.has(category) ? 'nothing' : 'not-yielded-by-service';
};

/** What is left once the settings let it pass: where it goes, and on what that rests. */
const placed = (
  rules: Rules,
  rule: UseRule,
  governing: Exclude<SettingStanding, { says: 'denied' }>,
  epoch: EpochId | undefined,
  { from, to }: Question,
  at: Instant,
): Decision => {
  const place = placeOf(rule.placement, from);
  const location = governing.says === 'chosen' ? governing.location : undefined;
  if (place === 'as-chosen') {
    if (location === undefined) return denied(rule, 'location-not-chosen');
    if (location !== 'anywhere' && location !== to) return denied(rule, 'location-not-as-chosen');
  } else if (place !== to) return denied(rule, 'placement-not-declared');

  const permitted = {
    outcome: 'permitted' as const,
    reason: governing.says,
    rule: rule.name,
    epoch,
    instrument: undefined,
    usableFor: longestGrant,
  };
  if (from === to) return permitted;
  const instrument = instrumentAt(rules.instruments, from, to, at);
  if (instrument === undefined) return denied(rule, 'no-instrument');
  const usableFor = Math.min(longestGrant, instrument.validUntil - at);
  return { ...permitted, instrument: instrument.id, usableFor };
};

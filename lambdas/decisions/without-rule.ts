import { decisionMetrics } from '../../contract/access/decision-metrics.ts';
import type { WithoutRule } from '../../domain/decisions/question.ts';
import type { SubjectId } from '../../domain/identifiers.ts';
import type { OutboxEntry } from '../shared/repositories/outbox.ts';
import type { DecisionsPorts } from './ports.ts';
import { tellOnceAnHour } from './tell-once.ts';

type Answer = {
  readonly use: string;
  readonly decision: { readonly outcome: string; readonly reason: string };
};

/**
 * Tells that questions were asked which no rule covers: each counts for the alarm, and of each subject and reason an
 * event is left once an hour, as far as this instance knows. The word that nobody declared is told to nobody: it may
 * say anything. The questions are denied whether or not this succeeds.
 * @throws StoreUnavailable
 */
export const tellWithoutRule = async (
  ports: DecisionsPorts,
  subject: SubjectId,
  answers: readonly Answer[],
): Promise<void> => {
  const without = answers.filter(({ decision }) => decision.outcome === 'no-rule');
  if (without.length === 0) return;
  ports.measure(decisionMetrics.withoutRule, without.length);
  for (const { use, decision } of without) {
    const event = eventOf(ports, subject, { use, reason: decision.reason as WithoutRule });
    await tellOnceAnHour(ports, event, `${subject} ${event.detail.reason}`);
  }
};

type Event = Extract<OutboxEntry['event'], { type: 'DecisionWithoutRule' }>;

const eventOf = (
  { book }: DecisionsPorts,
  subject: SubjectId,
  { use, reason }: { readonly use: string; readonly reason: WithoutRule },
): Event => ({
  type: 'DecisionWithoutRule',
  detail: { subject, reason, ...(book.rules.byUse.has(use) && { use }) },
});

import { decisionMetrics } from '../../contract/access/decision-metrics.ts';
import { buckets, registryKeys } from '../../contract/tables/registry.ts';
import type { WithoutRule } from '../../domain/decisions/question.ts';
import { derivedUlid } from '../../domain/derived-ulid.ts';
import type { SubjectId } from '../../domain/identifiers.ts';
import { spreadOver } from '../../domain/retention/lot.ts';
import { hours, type Instant, isoOf } from '../../domain/time.ts';
import { persist } from '../shared/persist.ts';
import type { OutboxEntry } from '../shared/repositories/outbox.ts';
import { storedItem } from '../shared/repositories/stored-item.ts';
import { isNew, type Put } from '../shared/store/store.ts';
import type { DecisionsPorts } from './ports.ts';

type Answer = {
  readonly use: string;
  readonly decision: { readonly outcome: string; readonly reason: string };
};

/**
 * Tells that questions were asked which no rule covers: each counts for the alarm, and of each subject and reason an
 * event is left once an hour, as far as this instance knows; several that run at once make the same item. The word
 * that nobody declared is told to nobody: it may say anything. The questions are denied whether or not this succeeds.
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
  const hour = startOfHour(ports.clock.now());
  forgetBefore(ports, hour);
  for (const { use, decision } of without) {
    const event = eventOf(ports, subject, { use, reason: decision.reason as WithoutRule });
    const put = putOf(ports, hour, event);
    if (ports.told.has(put.item.sk)) continue;
    const outcome = await persist(ports, () => ports.store.write(put));
    if (outcome.ok || outcome.refusal === 'condition-failed') ports.told.set(put.item.sk, hour);
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

/** Whoever tells the same in the same hour makes the same key. */
const putOf = ({ geography }: DecisionsPorts, hour: Instant, event: Event): Put => {
  const { subject, reason } = event.detail;
  const id = derivedUlid(hour, `${event.type} ${subject} ${reason}`);
  const entry: OutboxEntry = { event, createdAt: isoOf(hour) };
  const key = registryKeys.outbox(geography, id, spreadOver(id, buckets.outbox));
  return { kind: 'put', table: 'registry', item: storedItem(key, entry), condition: isNew };
};

const startOfHour = (now: Instant): Instant => now - (now % hours(1));

/** What was told in earlier hours takes no room. */
const forgetBefore = ({ told }: DecisionsPorts, hour: Instant): void => {
  for (const [key, of] of told) {
    if (of < hour) told.delete(key);
  }
};

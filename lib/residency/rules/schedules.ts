import { destinationRule } from '../destinations.ts';

/** A schedule calls a target within the pin, and leaves what failed there. */
export const schedules = destinationRule({
  id: 'schedules',
  sentence: 'A schedule calls a target within the pin, and leaves what failed there.',
  fix: 'Name a target of the same region and account.',
  destinations: { 'AWS::Scheduler::Schedule': ['Target.Arn', 'Target.DeadLetterConfig.Arn'] },
});

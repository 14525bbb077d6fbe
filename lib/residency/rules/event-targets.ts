import { destinationRule } from '../destinations.ts';

/** Events, and those that could not be delivered, go to targets within the pin. */
export const eventTargets = destinationRule({
  id: 'event-targets',
  sentence: 'Events, and those that could not be delivered, go to targets within the pin.',
  fix: 'Name a target of the same region and account.',
  destinations: {
    'AWS::Events::Rule': ['Targets.Arn', 'Targets.DeadLetterConfig.Arn'],
    'AWS::Events::EventBus': ['DeadLetterConfig.Arn'],
    'AWS::Events::Archive': ['SourceArn'],
    'AWS::AutoScaling::AutoScalingGroup': [
      'LifecycleHookSpecificationList.NotificationTargetARN',
      'NotificationConfiguration.TopicARN',
      'NotificationConfigurations.TopicARN',
    ],
    'AWS::AutoScaling::LifecycleHook': ['NotificationTargetARN'],
    'AWS::Backup::BackupVault': ['Notifications.SNSTopicArn'],
    'AWS::CloudWatch::Alarm': ['AlarmActions', 'InsufficientDataActions', 'OKActions'],
    'AWS::CloudWatch::CompositeAlarm': ['AlarmActions', 'InsufficientDataActions', 'OKActions'],
  },
});

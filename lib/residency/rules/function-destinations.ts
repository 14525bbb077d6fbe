import { destinationRule } from '../destinations.ts';

/** A function takes its work from within the pin, and leaves its results and failures there. */
export const functionDestinations = destinationRule({
  id: 'function-destinations',
  sentence: 'A function takes its work from within the pin, and leaves its results and failures there.',
  fix: 'Name a queue, topic, stream or function of the same region and account.',
  destinations: {
    'AWS::Lambda::Function': ['DeadLetterConfig.TargetArn'],
    'AWS::Lambda::EventInvokeConfig': [
      'DestinationConfig.OnFailure.Destination',
      'DestinationConfig.OnSuccess.Destination',
    ],
    'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'DestinationConfig.OnFailure.Destination'],
    'AWS::SecretsManager::RotationSchedule': ['RotationLambdaARN'],
    'AWS::SQS::Queue': ['RedrivePolicy.deadLetterTargetArn'],
  },
});

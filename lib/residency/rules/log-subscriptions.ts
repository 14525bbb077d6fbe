import { destinationRule } from '../destinations.ts';

/** Logs and metrics are delivered within the pin. */
export const logSubscriptions = destinationRule({
  id: 'log-subscriptions',
  sentence: 'Logs and metrics are delivered within the pin.',
  fix: 'Deliver to a stream, function or log group of the same region and account.',
  destinations: {
    'AWS::Logs::SubscriptionFilter': ['DestinationArn'],
    'AWS::Logs::Destination': ['TargetArn'],
    'AWS::Logs::DeliveryDestination': ['DestinationResourceArn'],
    'AWS::Logs::Delivery': ['DeliveryDestinationArn'],
    'AWS::CloudWatch::MetricStream': ['FirehoseArn'],
    'AWS::ApiGatewayV2::Stage': ['AccessLogSettings.DestinationArn'],
    'AWS::ApiGateway::Stage': ['AccessLogSetting.DestinationArn'],
    'AWS::ApiGateway::Deployment': ['StageDescription.AccessLogSetting.DestinationArn'],
    'AWS::EC2::FlowLog': ['LogDestination'],
    'AWS::Oam::Link': ['SinkIdentifier'],
  },
});

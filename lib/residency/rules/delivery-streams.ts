import { destinationRule } from '../destinations.ts';

/** A delivery stream reads and delivers within the pin. */
export const deliveryStreams = destinationRule({
  id: 'delivery-streams',
  sentence: 'A delivery stream reads and delivers within the pin.',
  fix: 'Deliver to a bucket of the same stack, or to an AWS address of the home region.',
  destinations: {
    'AWS::KinesisFirehose::DeliveryStream': [
      'KinesisStreamSourceConfiguration.KinesisStreamARN',
      'S3DestinationConfiguration.BucketARN',
      'ExtendedS3DestinationConfiguration.BucketARN',
      'ExtendedS3DestinationConfiguration.S3BackupConfiguration.BucketARN',
      'HttpEndpointDestinationConfiguration.EndpointConfiguration.Url',
      'HttpEndpointDestinationConfiguration.S3Configuration.BucketARN',
      'RedshiftDestinationConfiguration.ClusterJDBCURL',
      'RedshiftDestinationConfiguration.S3Configuration.BucketARN',
      'SplunkDestinationConfiguration.HECEndpoint',
      'SplunkDestinationConfiguration.S3Configuration.BucketARN',
      'SnowflakeDestinationConfiguration.AccountUrl',
      'SnowflakeDestinationConfiguration.S3Configuration.BucketARN',
      'AmazonopensearchserviceDestinationConfiguration.DomainARN',
      'AmazonopensearchserviceDestinationConfiguration.ClusterEndpoint',
      'AmazonopensearchserviceDestinationConfiguration.S3Configuration.BucketARN',
      'IcebergDestinationConfiguration.CatalogConfiguration.CatalogArn',
      'IcebergDestinationConfiguration.S3Configuration.BucketARN',
    ],
  },
});

import type { Pin } from '../pin.ts';
import { judgeBucket, judgeRegion } from '../places.ts';
import { cannotTell, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';

const fix = 'Log by awslogs to the home region, or into a bucket of the same stack.';

/** Where the settings of a container's log stand. */
const logs: Readonly<Record<string, readonly string[]>> = {
  'AWS::ECS::Service': [
    'ServiceConnectConfiguration.LogConfiguration',
    'ServiceConnectConfiguration.AccessLogConfiguration.LogConfiguration',
  ],
  'AWS::ECS::TaskDefinition': ['ContainerDefinitions.LogConfiguration'],
};
const buckets: Readonly<Record<string, readonly string[]>> = {
  'AWS::ECS::Cluster': ['Configuration.ExecuteCommandConfiguration.LogConfiguration.S3BucketName'],
  'AWS::ElasticLoadBalancing::LoadBalancer': ['AccessLoggingPolicy.S3BucketName'],
};

const ofDriver = (log: Part, pin: Pin): readonly Verdict[] =>
  log
    .at('LogDriver')
    .flatMap((driver) =>
      driver.literal === 'awslogs'
        ? log.at('Options', 'awslogs-region').map((region) => judgeRegion(region, pin, fix))
        : [
            cannotTell(
              driver,
              `what ${driver.literal ?? 'it'} is told of where to send logs is not read`,
              fix,
            ),
          ],
    );

/** A load balancer is told of its bucket by a name and a value. */
const ofAttribute = (attribute: Part, pin: Pin): readonly Verdict[] =>
  attribute.at('Key').some(({ literal }) => literal === undefined || /logs\.s3\.bucket$/.test(literal))
    ? attribute.at('Value').map((value) => judgeBucket(value, pin, fix))
    : [kept(attribute)];

const paths = (list: readonly string[] | undefined, properties: Part): readonly Part[] =>
  (list ?? []).flatMap((path) => properties.each(...path.split('.')));

/** Containers and load balancers write their logs within the pin. */
export const serviceLogs = rule({
  id: 'service-logs',
  sentence: 'Containers and load balancers write their logs within the pin.',
  appliesTo: [...Object.keys(logs), ...Object.keys(buckets), 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
  check: (properties, pin, { type }) => [
    ...paths(logs[type], properties).flatMap((log) => ofDriver(log, pin)),
    ...paths(buckets[type], properties).map((bucket) => judgeBucket(bucket, pin, fix)),
    ...properties.each('LoadBalancerAttributes').flatMap((attribute) => ofAttribute(attribute, pin)),
  ],
});

import type { Pin } from '../pin.ts';
import { judgeDestination, judgeRegion } from '../places.ts';
import { broken, cannotTell, isTrue, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';

const fix = 'Gather and deliver within the allowed regions and the same account.';

const places: Readonly<Record<string, readonly string[]>> = {
  'AWS::Config::AggregationAuthorization': ['AuthorizedAwsRegion'],
  'AWS::Config::ConfigurationAggregator': [
    'AccountAggregationSources.AwsRegions',
    'OrganizationAggregationSource.AwsRegions',
  ],
};

const account = (part: Part, pin: Pin): Verdict => {
  if (part.literal === undefined)
    return part.unknown === undefined ? kept(part) : cannotTell(part, part.unknown, fix);
  if (pin.account === undefined) return cannotTell(part, 'the account of the pin is not given', fix);
  return part.literal === pin.account ? kept(part) : broken(part, `names the account ${part.literal}`, fix);
};

const everyRegion = (part: Part): Verdict => {
  if (part.literal === undefined) return cannotTell(part, part.unknown ?? 'it is not known', fix);
  return isTrue(part) ? broken(part, 'it gathers from every region', fix) : kept(part);
};

const sources = ['AccountAggregationSources', 'OrganizationAggregationSource'];

/** What is recorded of the configuration of an account is gathered and delivered within the pin. */
export const recorders = rule({
  id: 'recorders',
  sentence: 'What is recorded of the configuration of an account is gathered and delivered within the pin.',
  appliesTo: [...Object.keys(places), 'AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel'],
  check: (properties, pin, { type }) => [
    ...(places[type] ?? [])
      .flatMap((path) => properties.each(...path.split('.')))
      .map((region) => judgeRegion(region, pin, fix)),
    ...sources.flatMap((source) => properties.at(source, 'AllAwsRegions')).map(everyRegion),
    ...[
      ...properties.at('AuthorizedAccountId'),
      ...properties.each('AccountAggregationSources', 'AccountIds'),
    ].map((part) => account(part, pin)),
    ...[...properties.at('S3BucketName'), ...properties.at('SnsTopicARN')].map((part) =>
      judgeDestination(part, pin, fix),
    ),
  ],
});

import { judgeDestination } from '../places.ts';
import { broken, cannotTell, isTrue, kept, rule } from '../rule.ts';

const fix = 'Set IsMultiRegionTrail to false, and deliver to a bucket of the same stack.';

/** A trail records one region, into a bucket and a log group whose place is known. */
export const trails = rule({
  id: 'trails',
  sentence: 'A trail records one region, into a bucket and a log group whose place is known.',
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (trail, pin) => [
    ...trail.at('IsMultiRegionTrail').map((part) => {
      if (part.literal === undefined) return cannotTell(part, part.unknown ?? 'it is not known', fix);
      return isTrue(part) ? broken(part, 'the trail exists in every region', fix) : kept(part);
    }),
    ...[...trail.at('S3BucketName'), ...trail.at('CloudWatchLogsLogGroupArn')].map((part) =>
      judgeDestination(part, pin, fix),
    ),
  ],
});

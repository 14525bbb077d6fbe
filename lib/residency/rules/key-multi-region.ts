import { judgeDestination } from '../places.ts';
import { broken, cannotTell, isTrue, kept, rule } from '../rule.ts';

const fix = 'Leave MultiRegion out and make the key anew: it cannot be changed later.';

/** A key stays in its region: what it encrypts can be read nowhere else. */
export const keyMultiRegion = rule({
  id: 'key-multi-region',
  sentence: 'A key stays in its region: what it encrypts can be read nowhere else.',
  appliesTo: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  check: (key, pin, { type }) => {
    if (type === 'AWS::KMS::ReplicaKey') {
      return key
        .at('PrimaryKeyArn')
        .map((primary) => judgeDestination(primary, pin, 'Remove the replica of the key.'));
    }
    return key.at('MultiRegion').map((part) => {
      if (part.literal === undefined) return cannotTell(part, part.unknown ?? 'it is not known', fix);
      return isTrue(part) ? broken(part, 'the key can be copied to any region', fix) : kept(part);
    });
  },
});

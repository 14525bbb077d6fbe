import { broken, cannotTell, isTrue, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';

/** How long something keeps what was put into it, or a copy of what was deleted elsewhere. */
type Life = {
  readonly path: string;
  /** Days of one unit of the property. */
  readonly unit: number;
  /** Days where the property is left out; `for ever` where nothing ever ends it. */
  readonly otherwise: number | 'for ever';
  /** Only where this property is true. */
  readonly when?: string;
};

const day = 1;
const hour = day / 24;
const second = hour / 3_600;

/** By type. `each` is a list on the way, each of whose items has a life of its own. */
const lives: Readonly<Record<string, readonly (Life & { readonly each?: string })[]>> = {
  'AWS::Backup::BackupPlan': [
    {
      each: 'BackupPlan.BackupPlanRule',
      path: 'Lifecycle.DeleteAfterDays',
      unit: day,
      otherwise: 'for ever',
    },
    {
      each: 'BackupPlan.BackupPlanRule.CopyActions',
      path: 'Lifecycle.DeleteAfterDays',
      unit: day,
      otherwise: 'for ever',
    },
  ],
  'AWS::DocDB::DBCluster': [{ path: 'BackupRetentionPeriod', unit: day, otherwise: 1 }],
  'AWS::DynamoDB::GlobalTable': [
    {
      each: 'Replicas',
      path: 'PointInTimeRecoverySpecification.RecoveryPeriodInDays',
      unit: day,
      otherwise: 35,
      when: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    },
  ],
  'AWS::DynamoDB::Table': [
    {
      path: 'PointInTimeRecoverySpecification.RecoveryPeriodInDays',
      unit: day,
      otherwise: 35,
      when: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    },
  ],
  'AWS::Events::Archive': [{ path: 'RetentionDays', unit: day, otherwise: 'for ever' }],
  'AWS::Kinesis::Stream': [{ path: 'RetentionPeriodHours', unit: hour, otherwise: 1 }],
  'AWS::Logs::LogGroup': [{ path: 'RetentionInDays', unit: day, otherwise: 'for ever' }],
  'AWS::Neptune::DBCluster': [{ path: 'BackupRetentionPeriod', unit: day, otherwise: 1 }],
  'AWS::RDS::DBCluster': [{ path: 'BackupRetentionPeriod', unit: day, otherwise: 1 }],
  'AWS::RDS::DBInstance': [{ path: 'BackupRetentionPeriod', unit: day, otherwise: 1 }],
  'AWS::SQS::Queue': [{ path: 'MessageRetentionPeriod', unit: second, otherwise: 4 }],
};

/** Streams of tables keep what was deleted for a day, and nobody can say otherwise. */
const streams: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'StreamSpecification',
  'AWS::DynamoDB::Table': 'StreamSpecification',
};

const fix = 'Shorten it, or allow a longer life.';
const named = (days: number): string => `${Math.round(days * 100) / 100} days`;

const judgeDays = (place: Part, days: number, longest: number): Verdict =>
  days <= longest
    ? kept(place)
    : broken(place, `keeps data for ${named(days)}; at most ${named(longest)} are allowed`, fix);

const judgeLeftOut = (place: Part, { otherwise, path }: Life, longest: number): Verdict =>
  otherwise === 'for ever'
    ? broken(place, `without ${path} data is kept for ever; at most ${named(longest)} are allowed`, fix)
    : judgeDays(place, otherwise, longest);

const judgeLife = (owner: Part, life: Life, longest: number): readonly Verdict[] => {
  const when = life.when === undefined ? [] : owner.at(...life.when.split('.'));
  // What cannot be read may be true.
  if (life.when !== undefined && !when.some((part) => part.literal === undefined || isTrue(part))) return [];
  const path = life.path.split('.');
  const given = owner.at(...path);
  return [
    ...(owner.mayLack(...path) ? [judgeLeftOut(owner, life, longest)] : []),
    ...given.map((part) => {
      const count = Number(part.literal);
      if (part.literal === undefined || !Number.isFinite(count)) {
        return cannotTell(part, part.unknown ?? 'it is no number', fix);
      }
      // An archive that is given no days keeps for ever.
      return count === 0 && life.otherwise === 'for ever'
        ? judgeLeftOut(part, life, longest)
        : judgeDays(part, count * life.unit, longest);
    }),
  ];
};

/** Old versions of objects stay until a rule of the bucket ends them. */
const judgeVersions = (bucket: Part, longest: number): readonly Verdict[] => {
  const versions = bucket
    .at('VersioningConfiguration', 'Status')
    .filter(({ literal }) => literal !== 'Suspended');
  // A rule that may be left out, or may be none that is on, ends nothing.
  const ends = bucket
    .taken()
    .each('LifecycleConfiguration', 'Rules')
    .filter((one) => one.ways('Status').every((status) => status?.literal === 'Enabled'))
    .flatMap((one) => [
      ...one.at('NoncurrentVersionExpiration', 'NoncurrentDays'),
      ...one.at('NoncurrentVersionExpirationInDays'),
    ])
    .filter(({ standing }) => standing === 'certain')
    .map(({ literal }) => Number(literal));
  return versions.map((part) =>
    ends.some((days) => days <= longest)
      ? kept(part)
      : broken(part, `no rule ends old versions within ${named(longest)}`, fix),
  );
};

const buckets = 'AWS::S3::Bucket';

/** Nothing that was deleted lives on longer than was asked for. Asked for by `longestLife` of the pin. */
export const longestLife = rule({
  id: 'longest-life',
  sentence:
    'Where a longest life is given, no log, queue, stream, archive, recovery window or backup keeps data longer.',
  appliesTo: [...Object.keys(lives), buckets],
  check: (properties, pin, resource) => {
    const { type } = resource;
    const longest = pin.longestLife?.(resource);
    if (longest === undefined) return [];
    if (type === buckets) return judgeVersions(properties, longest);
    const stream = streams[type];
    return [
      ...(lives[type] ?? []).flatMap((life) =>
        (life.each === undefined ? [properties] : properties.each(...life.each.split('.'))).flatMap((owner) =>
          judgeLife(owner, life, longest),
        ),
      ),
      ...(stream === undefined ? [] : properties.at(stream).map((part) => judgeDays(part, 1, longest))),
    ];
  },
});

/**
 * Stands in for the SDK's list of all partitions of AWS with their regions. Every geography lies in the partition
 * `aws`, and the template rule deploys a cell nowhere else; a region of another partition would get an address
 * of this one, which does not exist.
 */
export const partitionsInfo = {
  partitions: [
    {
      id: 'aws',
      outputs: {
        dnsSuffix: 'amazonaws.com',
        dualStackDnsSuffix: 'api.aws',
        implicitGlobalRegion: 'us-east-1',
        name: 'aws',
        supportsDualStack: true,
        supportsFIPS: true,
      },
      regionRegex: '^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$',
      regions: {},
    },
  ],
};

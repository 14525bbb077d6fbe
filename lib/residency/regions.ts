/** The regions that AWS had when this was written. A name of tomorrow is known by its shape. */
export const knownRegions: readonly string[] = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
  ...['ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4'],
  ...['ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-central-1', 'ca-west-1', 'cn-north-1'],
  ...['cn-northwest-1', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eusc-de-east-1', 'il-central-1', 'me-central-1', 'me-south-1'],
  ...['mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-west-1'],
  'us-west-2',
];

const shape =
  '[a-z]{2,4}(?:-(?:gov|de|iso[a-z]?))?-(?:(?:north|south)(?:east|west)?|east|west|central)-[0-9]{1,2}';
const whole = new RegExp(`^${shape}$`);
// A letter after it is a zone; a letter or digit before it makes it another word.
const within = new RegExp(`(?<![a-z0-9])${shape}(?![0-9])(?=[a-z]?(?![a-z0-9]))`, 'g');

/** Whether a text is the name of a region, of today or by its shape. */
export const isRegion = (text: string): boolean => whole.test(text);

/** Every region that a text names somewhere, each once. */
export const regionsNamedIn = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(within), ([region]) => region)),
];

/** The partition that the ARNs of a region begin with. */
export const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  const secret = /^[a-z]+-iso([a-z]?)-/.exec(region);
  if (secret !== null) return secret[1] ? `aws-iso-${secret[1]}` : 'aws-iso';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
};

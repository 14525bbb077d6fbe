/**
 * The geographies that a customer's data can be kept in (DL-1), each with the region of its cell and, where
 * one exists, the only other region in which a copy for durability may lie (DL-2).
 */
type GeographyFacts = {
  /** How people call it, in messages and tables. */
  readonly name: string;
  /** The AWS region of the geography's cell. */
  readonly region: string;
  /** The only region besides `region` where a copy may lie, and only when the vendor asks for it (DL-2). */
  readonly durabilityRegion?: string;
};

export const geographies = {
  eu: { name: 'Europe', region: 'eu-central-1', durabilityRegion: 'eu-west-1' },
  us: { name: 'United States', region: 'us-east-1', durabilityRegion: 'us-west-2' },
  au: { name: 'Australia', region: 'ap-southeast-2', durabilityRegion: 'ap-southeast-4' },
  apac: { name: 'Asia Pacific', region: 'ap-southeast-1', durabilityRegion: 'ap-east-1' },
  uk: { name: 'United Kingdom', region: 'eu-west-2' },
  br: { name: 'Brazil', region: 'sa-east-1' },
  ca: { name: 'Canada', region: 'ca-central-1', durabilityRegion: 'ca-west-1' },
  in: { name: 'India', region: 'ap-south-1', durabilityRegion: 'ap-south-2' },
  jp: { name: 'Japan', region: 'ap-northeast-1', durabilityRegion: 'ap-northeast-3' },
} as const satisfies Record<string, GeographyFacts>;

/** The short name of a geography, and the first part of every identifier and partition key in its cell. */
export type Geography = keyof typeof geographies;

/** Every geography, in the order in which tables and lists show them. */
export const everyGeography = Object.keys(geographies) as readonly Geography[];

/** The only region besides its own where copies of a geography may lie (DL-2); undefined where there is none. */
export const durabilityRegionOf = (geography: Geography): string | undefined => {
  const facts: GeographyFacts = geographies[geography];
  return facts.durabilityRegion;
};

/** Whether a text is the short name of a geography. */
export const isGeography = (text: string): text is Geography => Object.hasOwn(geographies, text);

/** A geography as a person reads it: `Europe (eu-central-1)`. */
export const describeGeography = (geography: Geography): string =>
  `${geographies[geography].name} (${geographies[geography].region})`;

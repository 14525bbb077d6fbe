import type { Geography } from '../../domain/geographies.ts';

/**
 * The patterns that the partition keys of one kind fit, as `dynamodb:LeadingKeys` compares them: `*` stands for
 * anything. They stand beside the keys, in the file of each table, and no key fits the patterns of two kinds.
 */
export type Patterns = (geography: Geography) => readonly string[];

/** The kinds of partitions of a table. */
export type Partitions = Readonly<Record<string, Patterns>>;

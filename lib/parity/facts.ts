import type { Geography } from '../../domain/geographies.ts';
import type { Program } from '../../domain/programs/program.ts';
import type { Config } from '../config.ts';
import type { Anchors } from './anchors.ts';
import type { Cell } from './cell.ts';
import type { CellFunction } from './functions.ts';
import type { Grant } from './grants.ts';

/** What was chosen for a cell: all that its settings can decide follows from it. */
export type Chosen = {
  readonly geography: Geography;
  readonly programs: readonly Program[];
  readonly config: Pick<
    Config,
    | 'boundary'
    | 'cellDirectory'
    | 'copyKeys'
    | 'durability'
    | 'identity'
    | 'network'
    | 'programs'
    | 'evidence'
    | 'retention'
    | 'services'
  >;
};

/** The logical ids of what makes an outside witness. */
export type Witness = Readonly<Record<'destination' | 'connection' | 'rule' | 'role', string>>;

/** A cell as its templates tell it, beside what was chosen for it. */
export type Facts = Chosen & {
  readonly cell: Cell;
  readonly anchors: Anchors;
  readonly functions: readonly CellFunction[];
  readonly grants: readonly Grant[];
  /** The outside witness, where it was chosen and the templates have it, as it was chosen. */
  readonly witness: Witness | undefined;
};

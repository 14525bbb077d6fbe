import type { ProgramExperience } from '../../domain/experience/experience.ts';
import type { PublishedNotice } from '../../domain/notices/published.ts';
import type { Fault } from '../../domain/programs/fault.ts';

/** What was found about one program: its faults or, where it has none, what customers experience. */
export type Checked = {
  readonly program: string;
  readonly file: string;
  readonly isInCatalog: boolean;
  readonly faults: readonly Fault[];
  readonly experience?: ProgramExperience;
  /** Rows to be added to those that are published, for notices that are in no catalog yet. */
  readonly toPublish: readonly PublishedNotice[];
};

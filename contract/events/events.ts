import type { Subject } from '../../domain/audit/compare.ts';
import type { Kind } from '../../domain/audit/control.ts';
import type { EpochId, OrganizationId, SubjectId } from '../../domain/identifiers.ts';
import type { ChosenValue } from '../../domain/programs/program.ts';

/**
 * What a cell tells its event bus: that something happened, never what was said and never who did it. An
 * observer who needs more reads it through the API, with its own rights.
 */
export type CellEvent =
  | {
      readonly type: 'SubjectCreated';
      readonly detail: { readonly subject: SubjectId; readonly organization?: OrganizationId };
    }
  | {
      readonly type: 'SettingChosen' | 'DefaultApplied';
      readonly detail: {
        readonly subject: SubjectId;
        readonly program: string;
        readonly setting: string;
        readonly value: ChosenValue;
        /** Sequence of the ledger entry that records it. */
        readonly entry: number;
        readonly opened?: EpochId;
        readonly closed?: readonly EpochId[];
      };
    }
  /** A tick of the planner found work. */
  | { readonly type: 'PurgePlanned'; readonly detail: { readonly lots: number; readonly closures: number } }
  | {
      readonly type: 'LotPurged';
      readonly detail: {
        readonly epoch: EpochId;
        readonly lot: string;
        readonly deleted: number;
        readonly deadline: string;
        readonly purgedAt: string;
        /** Whether as many records were deleted as had been captured. */
        readonly counts: 'add-up' | 'uncounted';
      };
    }
  | {
      readonly type: 'ClosureEnded';
      readonly detail: {
        readonly subject: SubjectId;
        readonly epoch: EpochId;
        readonly deadline: string;
        readonly endedAt: string;
      };
    }
  /** The account is not as the templates of the cell say, or is again: told once each, not at every look. */
  | {
      readonly type: 'ResidencyDriftFound' | 'ResidencyDriftEnded';
      readonly detail: {
        /** The logical id of the resource in the cell's templates. */
        readonly resource: string;
        readonly kind: Kind;
        readonly aspect: Subject['aspect'];
      };
    };

/** The `source` of every event of a cell. */
export const eventSource = 'domicile';

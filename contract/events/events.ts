import type { Subject } from '../../domain/audit/compare.ts';
import type { Kind } from '../../domain/audit/control.ts';
import type { AdmissionOutcome } from '../../domain/consent/ledger.ts';
import type { WithoutRule } from '../../domain/decisions/question.ts';
import type { Departure } from '../../domain/decisions/transfer.ts';
import type { Geography } from '../../domain/geographies.ts';
import type {
  CertificateId,
  EpochId,
  HoldId,
  IncidentId,
  MovementId,
  OrganizationId,
  SubjectId,
  UserId,
} from '../../domain/identifiers.ts';
import type { IncidentKind } from '../../domain/incidents/incident.ts';
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
  /** Somebody was given other roles. Who, and which, the ledger tells to who may read it. */
  | { readonly type: 'RolesGiven'; readonly detail: { readonly subject: SubjectId; readonly entry: number } }
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
  /** An owner asked for a limited preview. */
  | {
      readonly type: 'AdmissionAsked';
      readonly detail: {
        readonly subject: SubjectId;
        readonly program: string;
        readonly setting: string;
        readonly entry: number;
      };
    }
  /** And an operator decided; the reason is told by the API. */
  | {
      readonly type: 'AdmissionDecided';
      readonly detail: {
        readonly subject: SubjectId;
        readonly program: string;
        readonly setting: string;
        readonly outcome: AdmissionOutcome;
        readonly entry: number;
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
  | DeadlineEvent
  /** An operator stopped purging, or let it go on. Who and why stands in the registry. */
  | { readonly type: 'PurgingStopped' | 'PurgingResumed'; readonly detail: { readonly since: string } }
  /** The independent sweep found what the planner would not have found. */
  | {
      readonly type: 'SweepFound';
      readonly detail: {
        readonly epoch: EpochId;
        readonly lot?: string;
        readonly found: SweepFinding;
        readonly repaired: boolean;
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
    }
  /** The log took a certificate in; the next checkpoint covers it. */
  | {
      readonly type: 'CertificateIssued';
      readonly detail: {
        readonly certificate: CertificateId;
        readonly revision: number;
        readonly epoch: EpochId;
        readonly lot: string;
      };
    }
  /** A revision took the place of a wrong one, which stays in the log; the next checkpoint covers it. */
  | {
      readonly type: 'CertificateSuperseded';
      readonly detail: {
        readonly certificate: CertificateId;
        readonly revision: number;
        /** The revision that was wrong. */
        readonly supersedes: number;
        readonly incident: IncidentId;
      };
    }
  /** Something that was promised did not hold, or that is over. Without a subject it concerns the cell. */
  | {
      readonly type: 'IncidentOpened' | 'IncidentClosed';
      readonly detail: {
        readonly incident: IncidentId;
        readonly kind: IncidentKind;
        readonly subject?: SubjectId;
      };
    }
  /** A state of the log was signed: what whoever keeps roots elsewhere has to keep. */
  | {
      readonly type: 'CheckpointSigned';
      readonly detail: { readonly size: number; readonly root: string; readonly checkpoint: string };
    }
  /**
   * Somebody asked what no rule covers, and was denied. The word that nobody declared is not told: nobody knows what
   * it says. The use is, where it is one of the catalog.
   */
  | {
      readonly type: 'DecisionWithoutRule';
      readonly detail: { readonly subject: SubjectId; readonly reason: WithoutRule; readonly use?: string };
    }
  /** It was reported that something happened otherwise than it was permitted. */
  | {
      readonly type: 'TransferNotAsPermitted';
      readonly detail: {
        readonly subject: SubjectId;
        readonly movement: MovementId;
        readonly place: Geography;
        readonly departures: readonly Departure[];
      };
    }
  /** Nobody reported in time what came of something that was permitted. A report that comes later still counts. */
  | {
      readonly type: 'TransferUnknown';
      readonly detail: {
        readonly subject: SubjectId;
        readonly movement: MovementId;
        /** Until when it was permitted. */
        readonly usableUntil: string;
      };
    }
  /** Nobody can tell any more who a user was; whoever keeps it elsewhere has to erase it there. */
  | { readonly type: 'PersonErased'; readonly detail: { readonly user: UserId; readonly entry: number } }
  | {
      readonly type: 'HoldPlaced' | 'HoldEffective' | 'HoldReleased';
      readonly detail: { readonly subject: SubjectId; readonly hold: HoldId; readonly at: string };
    };

/** A lot that is still there: once when its deadline is in danger, once if it passes. */
type DeadlineEvent = {
  readonly type: 'DeadlineAtRisk' | 'DeadlineMissed';
  readonly detail: {
    readonly epoch: EpochId;
    readonly lot: string;
    readonly deadline: string;
    readonly purgeFrom: string;
  };
};

/** The `source` of every event of a cell. */
export const eventSource = 'domicile';

/** What can be missing or wrong so that no tick would find it. */
export type SweepFinding =
  /** A lot that is not purged is not in the index, or in a place that says that it is due too late. */
  | 'lot-not-in-index'
  /** A closure has not ended and is not in the work list. */
  | 'closure-not-in-work-list'
  /** An epoch was closed by an opt-out, and nothing says by when it is deleted. */
  | 'closure-missing'
  /** A pointer names an epoch that is not there. */
  | 'epoch-missing'
  /** A lot has marks for which no hold stands, or not as many as it counts: it would be kept for ever. */
  | 'held-by-none'
  /** An item whose shape or name this version does not know. It is deleted with its lot all the same. */
  | 'unknown-shape';

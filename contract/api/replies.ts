import type { Drift } from '../../domain/audit/compare.ts';
import type { Unanswered } from '../../domain/audit/report.ts';
import type { StoredAdmission } from '../../domain/consent/admission.ts';
import type { Closure } from '../../domain/consent/epoch.ts';
import type { LedgerEntry, OpenedName } from '../../domain/consent/ledger.ts';
import type { Placed } from '../../domain/decisions/placement.ts';
import type { Decision } from '../../domain/decisions/question.ts';
import type { StoredReport } from '../../domain/decisions/transfer.ts';
import type { LedgerDocument } from '../../domain/evidence/authorization-record.ts';
import type { Inclusion } from '../../domain/evidence/evidence-files.ts';
import type { Geography } from '../../domain/geographies.ts';
import type {
  CertificateId,
  EpochId,
  IncidentId,
  MovementId,
  OrganizationId,
  PlacementId,
  SubjectId,
  TransferId,
  UserId,
  WorkspaceId,
} from '../../domain/identifiers.ts';
import type { IncidentKind } from '../../domain/incidents/incident.ts';
import type { IncidentEntry } from '../../domain/incidents/record.ts';
import type { Notice, NoticeLanguage } from '../../domain/notices/notice.ts';
import type { AnnouncedVersion } from '../../domain/notices/versions.ts';
import type { ChosenValue, CustomerRole, Program, SettingDefinition } from '../../domain/programs/program.ts';
import type { DeadlineReason } from '../../domain/retention/deadline.ts';
import type { LotName } from '../../domain/retention/lot.ts';
import type { Suspension } from '../../domain/retention/suspension.ts';
import type { ResolvedSetting } from '../../domain/settings/resolve-setting.ts';
import type { Statement } from '../statement/statement.ts';

/** What the API answers with. Instants are ISO 8601 in UTC, durations milliseconds; what is absent is left out. */
export type ProgramReply = Program;
export type ResidencyReply = Statement;
export type NoticeReply = Notice & {
  readonly hash: string;
  /** Whether choices are bound to this version now. */
  readonly current: boolean;
  /** The languages in which this version is written. */
  readonly languages: readonly NoticeLanguage[];
  /** From when on choices are bound to this version, where that was announced. */
  readonly effectiveFrom?: string;
  /** The version that comes next, where one was announced. */
  readonly announced?: AnnouncedVersion;
};

/** A setting that stands under no version of a notice, or under an older one than that in force. */
export type UnseenSetting = {
  readonly subject: SubjectId;
  readonly organization: OrganizationId;
  readonly program: string;
  readonly setting: string;
  /** The version under which it stands; absent where nobody has seen any. */
  readonly seen?: number;
};

/** Who has not seen a notice. */
export type UnseenReply = {
  /** The version in force. */
  readonly notice: { readonly id: string; readonly version: number };
  readonly announced?: AnnouncedVersion;
  readonly unseen: readonly UnseenSetting[];
  /** Organizations that have more workspaces than were looked at: they are listed where one asks for them. */
  readonly more?: readonly OrganizationId[];
  /** Settings of users are under this notice too; users are listed nowhere. */
  readonly users?: 'not-listed';
  readonly next?: string;
};

type SubjectReply = {
  readonly programs: readonly { readonly id: string; readonly version: number }[];
  readonly home: Geography;
  readonly state: 'open' | 'closing' | 'closed';
  readonly createdAt: string;
};

export type OrganizationReply = SubjectReply & {
  readonly organization: OrganizationId;
  /** Random; shown to owners only, whose client hands it to each cell. */
  readonly link?: string;
};

export type WorkspaceReply = SubjectReply & {
  readonly workspace: WorkspaceId;
  readonly organization: OrganizationId;
  readonly geography: Geography;
  /** What it runs on; without one nobody changes what asks for the right to write it (SC-2). */
  readonly capacity?: string;
};

/** How a subject stands with a limited preview that it asked for (CC-4). Who acted is named as a user. */
export type AdmissionReply = Omit<StoredAdmission, 'state'> & {
  readonly state: StoredAdmission['state'];
  readonly decidedAt?: string;
  readonly decidedBy?: UserId;
  readonly decided?: number;
  readonly reason?: string;
};

/** A limited preview, as the answer about its setting shows it before it is used. */
export type PreviewReply = {
  /** Where it stores data of the subject (DL-6). */
  readonly store: 'nothing-is-stored' | Geography;
  readonly state: 'not-asked' | StoredAdmission['state'];
};

/** Somebody with roles in a subject. Who it is, only the person and the ledger's names tell. */
export type MemberReply = {
  readonly subject: SubjectId;
  readonly user: UserId;
  readonly roles: readonly CustomerRole[];
};

/** A setting as it is in force, with its reasons. */
export type EffectiveSetting = ResolvedSetting & {
  readonly subject: SubjectId;
  readonly program: string;
  readonly setting: string;
  readonly title: string;
  readonly kind: SettingDefinition['kind'];
  /** The values that can be chosen. */
  readonly allowed: readonly ChosenValue[];
  /** Those of them whose choice lets data leave the subject's geography. */
  readonly transfers: readonly ChosenValue[];
  readonly uses: readonly string[];
  /** The notice version to show before the next choice. */
  readonly notice: { readonly id: string; readonly version: number };
  /** Only where the setting is a limited preview. */
  readonly preview?: PreviewReply;
  /** The version of the notice that comes next, where one was announced: nothing is bound to it before. */
  readonly announced?: AnnouncedVersion;
  /** Since when an accepted opt-out has been waiting for its last gates. */
  readonly closing?: string;
};

export type ClosureReply = Pick<
  Closure,
  'epoch' | 'subject' | 'program' | 'setting' | 'cause' | 'closedAt' | 'countsFrom' | 'deadline' | 'endedAt'
> & { readonly state: 'deleting' | 'ended' };

/** The answer to a choice; the last two where it was an opt-out. */
export type ChoiceReply = EffectiveSetting & {
  /** When the last permission that was handed out before ends by itself. */
  readonly lastGrantEnds?: string;
  readonly closures?: readonly ClosureReply[];
};

/** What a cell answers when it has received its part of an instruction to several cells (BY-13). */
export type InstructionReceipt = {
  readonly instruction: string;
  readonly subject: SubjectId;
  readonly program: string;
  readonly setting: string;
  readonly value: string;
  /** By the clock of this cell: ISO 8601, UTC. */
  readonly receivedAt: string;
  /** The entry of the ledger that was written with it, and its hash: what other cells are told of the first receipt. */
  readonly entry: number;
  readonly hash: string;
  /** The epoch in force after it, where there is one. */
  readonly epoch?: EpochId;
  /** What the promise of an opt-out counts from: `receivedAt`, or the first receipt where one was stated before it. */
  readonly countsFrom?: string;
  readonly lastGrantEnds?: string;
  /** By when all is deleted that the opt-out ends; absent where it ends nothing. */
  readonly deadline?: string;
  readonly closures?: readonly ClosureReply[];
};

export type DisplayReply = {
  readonly subject: SubjectId;
  readonly notice: { readonly id: string; readonly version: number; readonly hash: string };
  readonly language: NoticeLanguage;
  /** Names `{program}/{setting}` of the defaults that took effect now. */
  readonly applied: readonly string[];
  readonly settings: readonly EffectiveSetting[];
};

/** An entry of the chain, with the opened part beside it where that was not erased. */
export type ConsentReply = { readonly entry: LedgerEntry; readonly name?: OpenedName };

/**
 * What suspends a lot, as members see it. The number of an order or a case may be confidential itself: it is for whoever
 * placed the hold, and no reply for members shows it.
 */
export type SuspensionReply = Omit<Suspension, 'authority'> & {
  readonly authority: Pick<Suspension['authority'], 'body'>;
};

export type LotReply = LotName & {
  readonly epoch: EpochId;
  readonly state: 'open' | 'purging' | 'purged';
  readonly captured: number;
  readonly deleted: number;
  readonly kilobytes: number;
  readonly firstCapturedAt: string;
  readonly lastCapturedAt: string;
  /** Records that were moved to the lot of a hold. */
  readonly moved?: number;
  /** All that bears on the lot, the earliest deadline first. */
  readonly reasons: readonly DeadlineReason[];
  readonly purgedAt?: string;
} & (
    | { readonly deletion: 'dated'; readonly deadline: string; readonly purgeFrom: string }
    /** It has no date: something suspends it, and who demands that since when is said. */
    | { readonly deletion: 'suspended'; readonly suspendedBy: readonly SuspensionReply[] }
  );

/** What the auditor of the cell found. */
export type ResidencyFindingsReply = {
  /** Absent before the first run: nothing was checked then. */
  readonly lastRun?: {
    readonly startedAt: string;
    readonly endedAt: string;
    readonly sequence: number;
    readonly checked: number;
    readonly asStated: number;
    readonly drift: number;
    readonly notChecked: number;
  };
  /** What is not as stated, as far as anybody saw: also what the last run could not look at again. */
  readonly drift: readonly (Omit<Drift, 'outcome'> & { readonly foundAt: string; readonly seenAt: string })[];
  /** Questions of the last run that got no answer, each with the reason. */
  readonly notChecked: readonly Unanswered[];
};

/** Whether purging runs, and whose deadlines come next. */
export type PurgingReply = {
  readonly state: 'running' | 'stopped';
  /** Since when and why, where somebody ever decided. */
  readonly since?: string;
  readonly by?: UserId;
  readonly reason?: string;
  /** Organizations with lots that are due now or within the deadline budget, and with closures that have not ended. */
  readonly endangered: readonly EndangeredReply[];
  /** Whether there is more than was looked at. */
  readonly more: boolean;
};

export type EndangeredReply = {
  readonly organization: OrganizationId;
  /** The earliest date that was promised to it. */
  readonly deadline: string;
  readonly lots: number;
  readonly closures: number;
};

/** A person who was erased from the cell; the user who stays is nobody. */
export type ErasureReply = {
  readonly user: UserId;
  readonly erasedAt: string;
  /** The entry in the ledger of the user that says so. */
  readonly entry: number;
  readonly erased: readonly {
    readonly what: 'token-and-user' | 'names-in-ledgers';
    /** A key that was deleted leaves what it sealed unreadable, and says so. */
    readonly method: 'logical-delete' | 'cryptographic-erase';
  }[];
  /** When the last copy is over from which the registry could be restored, at the latest. */
  readonly copiesUntil: string;
};

/** A certificate in a list: what was purged, and which certificate says so. */
export type CertificateReply = LotName & {
  readonly certificate: CertificateId;
  readonly epoch: EpochId;
  readonly deleted: number;
  readonly deadline: string;
  readonly deletedAt: string;
};

/** What the log took in of an entry of a ledger, and at which leaf. */
export type RecordReply = {
  readonly subject: SubjectId;
  readonly sequence: number;
  readonly kind: LedgerDocument['kind'];
  readonly leaf: number;
};

/** The path that shows one size of the log to be the beginning of another. */
export type ConsistencyReply = {
  readonly first: number;
  readonly second: number;
  readonly path: readonly string[];
};

/** An incident in a list. Without a subject it concerns the cell as a whole. */
export type ListedIncidentReply = {
  readonly incident: IncidentId;
  readonly kind: IncidentKind;
  readonly subject?: SubjectId;
  readonly openedAt: string;
  readonly closedAt?: string;
  /** Who of the vendor closed it; shown to the vendor's people only. */
  readonly closedBy?: UserId;
};

/** The record of an incident. An entry without its place in the log waits for the next signed checkpoint. */
export type IncidentReply = {
  readonly incident: IncidentId;
  readonly kind: IncidentKind;
  readonly subject?: SubjectId;
  readonly state: 'open' | 'closed';
  readonly entries: readonly { readonly entry: IncidentEntry; readonly inclusion?: Inclusion }[];
  /** Compact JWS, where any entry has a place below it. */
  readonly checkpoint?: string;
};

/** A correction that was taken: the incident that it opened, and the revision that the log takes in next. */
export type CorrectionReply = {
  readonly incident: IncidentId;
  readonly certificate: CertificateId;
  readonly supersedes: number;
};

/** For how long an answer may be used without asking again. */
type Usable = {
  /** Counted from `decidedAt`, which lies before the answer; a minute at most (DS-8). */
  readonly usableForSeconds: number;
  readonly expiresAt: string;
};

/** What an answer says, its duration in seconds. */
type Told<Answer> = Answer extends unknown ? Omit<Answer, 'usableFor'> : never;

/** The answer to one question: whatever is not `permitted` is denied. */
export type DecisionReply = Told<Decision> &
  Usable & {
    /** Present where something goes somewhere: what is to be reported of. */
    readonly transfer?: TransferId;
  };

/** Answers in the order of the questions. */
export type DecisionsReply = {
  readonly subject: SubjectId;
  readonly decidedAt: string;
  readonly decisions: readonly DecisionReply[];
};

/** Where a prompt may be evaluated, or why nowhere. */
export type PlacementReply = { readonly subject: SubjectId } & Usable &
  (
    | (Told<Placed> & {
        /** What is to be reported of. */
        readonly placement: PlacementId;
        /** The same for a gateway that cannot ask the cell, where the cell signs tokens and some time is left. */
        readonly token?: string;
      })
    | Told<Exclude<Decision, { outcome: 'permitted' }>>
  );

/** A report as it stands. */
export type ReportReply = Told<Omit<StoredReport, 'id'>> & {
  readonly subject: SubjectId;
  readonly movement: MovementId;
};

import type { Subject } from '../audit/compare.ts';
import { derivedUlid, derivedUlidBeside } from '../derived-ulid.ts';
import type { PurgeCertificate } from '../evidence/certificate.ts';
import type { CorrectedFacts } from '../evidence/correction.ts';
import type { PurgeFigures } from '../evidence/purge-draft.ts';
import type { Geography } from '../geographies.ts';
import {
  type CertificateId,
  type EpochId,
  type IncidentId,
  identifier,
  type SubjectId,
} from '../identifiers.ts';
import { parseLotName } from '../retention/lot.ts';
import { instantOf, startOfDay } from '../time.ts';

/** A lot of a customer: what most incidents are about. */
type OfLot = { readonly subject: SubjectId; readonly epoch: EpochId; readonly lot: string };

/**
 * What an incident is about (BY-12), in identifiers, times and counts: no content and no person. A kind is declared
 * only where something opens it.
 */
export type IncidentCause =
  /** A lot was there past its deadline, or from other copies it can come back past it. */
  | ({ readonly kind: 'deadline-missed'; readonly deadline: string } & OfLot)
  /** A lot was purged, and not as many deletions were counted as records were captured. */
  | ({
      readonly kind: 'counts-differ';
      readonly certificate: CertificateId;
      readonly captured: number;
      readonly deleted: number;
      readonly moved: number;
    } & OfLot)
  /**
   * A lot was found empty, and evidence of its purge stood there already that says something else. What stands is
   * kept, and certified; `found` is what this purge saw. `stored` is absent where what stands has no such figures.
   */
  | ({
      readonly kind: 'draft-differs';
      readonly stored?: PurgeFigures;
      readonly found: PurgeFigures;
    } & OfLot)
  /** The account is not as the templates of the cell say. It concerns the cell, and no customer more than another. */
  | {
      readonly kind: 'residency-drift';
      readonly resource: string;
      readonly control: Subject['kind'];
      readonly aspect: Subject['aspect'];
      readonly foundAt: string;
    }
  /** A certificate says what is not so. It is superseded openly, by what is so. */
  | {
      readonly kind: 'certificate-wrong';
      readonly subject: SubjectId;
      readonly certificate: CertificateId;
      /** The revision that is wrong. */
      readonly revision: number;
      /** In an operator's words, which name no person. */
      readonly wrong: string;
      readonly facts: CorrectedFacts;
    };

export type IncidentKind = IncidentCause['kind'];

/** What became known of an incident after it was opened. */
export type IncidentFact =
  | {
      readonly type: 'purged';
      readonly deletedAt: string;
      readonly deadline: string;
      readonly counts: PurgeCertificate['counts']['verdict'];
      readonly certificate: CertificateId;
    }
  | { readonly type: 'drift-ended'; readonly endedAt: string }
  | { readonly type: 'superseded'; readonly certificate: CertificateId; readonly revision: number };

/** Whose the incident is; undefined where it concerns the cell as a whole. */
export const subjectOf = (cause: IncidentCause): SubjectId | undefined =>
  'subject' in cause ? cause.subject : undefined;

/**
 * The incident of a cause. It follows from the cause, so that whoever meets the same again, and how often, means the
 * same incident. Its time is that of what it is about, not that of its opening.
 */
export const incidentIdOf = (geography: Geography, cause: IncidentCause): IncidentId =>
  identifier(geography, 'inc', ulidOf(cause));

const ulidOf = (cause: IncidentCause): string => {
  switch (cause.kind) {
    case 'deadline-missed':
    case 'counts-differ':
    case 'draft-differs':
      return derivedUlid(dayOfLot(cause.lot), `${cause.kind}#${cause.epoch}#${cause.lot}`);
    case 'residency-drift': {
      const { resource, aspect, foundAt } = cause;
      return derivedUlid(instantOf(foundAt), `${cause.kind}#${resource}#${aspect}#${foundAt}`);
    }
    case 'certificate-wrong': {
      const { certificate, revision } = cause;
      return derivedUlidBeside(certificate, `${cause.kind}#${certificate}#${revision}`);
    }
  }
};

/** The start of a lot's day; 0 for what is no name of a lot. */
const dayOfLot = (lot: string) => {
  const name = parseLotName(lot);
  return name === undefined ? 0 : startOfDay(name.day);
};

/** What a certificate itself says that must not be: its incidents open by themselves. @param lot as it was purged */
export const causesIn = (certificate: PurgeCertificate, lot: string): readonly IncidentCause[] => {
  const { id, scope, deadline, met, counts } = certificate;
  const of = { subject: scope.subject, epoch: scope.epoch, lot };
  const { captured, deleted, moved } = counts;
  return [
    ...(met ? [] : [{ kind: 'deadline-missed', ...of, deadline } as const]),
    ...(counts.verdict === 'add-up'
      ? []
      : [{ kind: 'counts-differ', ...of, certificate: id, captured, deleted, moved } as const]),
  ];
};

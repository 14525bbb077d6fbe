import type { ProblemName } from './problem-names.ts';
import type { RouteKey } from './routes.ts';

/**
 * What each route does and answers: for readers of the API and for the tests that hold every answer to it. It
 * stands apart from routes.ts because functions need none of it while they run.
 */
export type RouteDocs = {
  /** What the route does, in one sentence. */
  readonly does: string;
  /** Statuses of success. */
  readonly statuses: readonly [number, ...number[]];
  /** Problems of its own, beside those that every route can answer. */
  readonly problems: readonly ProblemName[];
};

export const routeDocs: Readonly<Record<RouteKey, RouteDocs>> = {
  'GET /v1/programs': {
    does: 'Lists the programs that the vendor runs, with their settings and uses.',
    statuses: [200],
    problems: [],
  },
  'GET /v1/programs/{program}': {
    does: 'Shows one program.',
    statuses: [200],
    problems: ['unknown-program'],
  },
  'GET /v1/notices/{notice}': {
    does: 'Shows a notice: the version in force, or the one that is asked for, in English where no language is named. It says which languages there are, and which version was announced.',
    statuses: [200],
    problems: ['unknown-notice', 'notice-not-in-language'],
  },
  'GET /v1/notices/{notice}/unseen': {
    does: 'Lists who has not seen the version of a notice that is in force: settings of organizations and workspaces that nobody chose under it, and whose default it did not start. Members name their organization as `subject`; operators may leave it out and are told of all of them. Settings of users are not listed.',
    statuses: [200],
    problems: ['not-found', 'not-allowed', 'unknown-notice', 'invalid-cursor'],
  },
  'POST /v1/organizations': {
    does: 'Creates an organization and names its first owner.',
    statuses: [201],
    problems: ['unknown-program', 'idempotency-key-reused', 'conflict-try-again'],
  },
  'GET /v1/organizations': {
    does: 'Lists the organizations of which the caller is a member.',
    statuses: [200],
    problems: ['invalid-cursor'],
  },
  'GET /v1/organizations/{organization}': {
    does: 'Shows one organization.',
    statuses: [200],
    problems: ['not-found'],
  },
  'POST /v1/workspaces': {
    does: 'Creates a workspace in an organization; its geography never changes (SC-6).',
    statuses: [201],
    problems: ['not-found', 'not-allowed', 'unknown-program', 'idempotency-key-reused', 'conflict-try-again'],
  },
  'GET /v1/workspaces': {
    does: 'Lists the workspaces of an organization of which the caller is a member.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/workspaces/{workspace}': {
    does: 'Shows one workspace.',
    statuses: [200],
    problems: ['not-found'],
  },
  'POST /v1/admissions': {
    does: 'Asks for a limited preview: its setting can be turned on once an operator admitted the subject (CC-4).',
    statuses: [201],
    problems: [
      'not-found',
      'unknown-program',
      'unknown-setting',
      'admission-not-needed',
      'setting-not-applicable',
      'setting-unavailable',
      'admission-asked-before',
      'idempotency-key-reused',
      'conflict-try-again',
    ],
  },
  'GET /v1/admissions': {
    does: 'Lists what a subject asked for and what was decided, with the reason; to operators without `subject` those of everybody, by `state`: `waiting` or `decided`, the oldest first.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'POST /v1/admissions/{subject}/{program}/{setting}/decision': {
    does: 'Admits a subject to a limited preview that it asked for, or declines; the reason is told to it and kept for good (CC-4).',
    statuses: [200],
    problems: [
      'not-found',
      'admission-not-asked',
      'admission-decided-before',
      'idempotency-key-reused',
      'conflict-try-again',
    ],
  },
  'GET /v1/members': {
    does: 'Lists the members of an organization or workspace with their roles.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'POST /v1/members': {
    does: 'Gives somebody roles in an organization or workspace, by the `sub` of their token: whether or not they ever signed in. The roles take the place of those that they had; the same again changes nothing.',
    statuses: [200],
    problems: ['not-found', 'last-owner', 'conflict-try-again'],
  },
  'PUT /v1/members/{subject}/{user}': {
    does: 'Gives a member other roles, or with an empty list none: they are no member any more. The last owner stays one.',
    statuses: [200],
    problems: ['not-found', 'last-owner', 'conflict-try-again'],
  },
  'GET /v1/settings': {
    does: 'Lists the settings of a subject as they are in force, each with its reasons; what is not applicable is left out (CC-3). One’s own are those of `<geography>_user_me`, also before the first act.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/settings/{subject}/{program}/{setting}': {
    does: 'Shows one setting as it is in force, with its entity tag.',
    statuses: [200],
    problems: ['not-found', 'unknown-program', 'unknown-setting'],
  },
  'PUT /v1/settings/{subject}/{program}/{setting}': {
    does: 'Records an owner’s choice, bound to the notice version that was shown, in the language that was shown. A `signature` by the customer’s own key is kept with it, and not checked.',
    statuses: [200],
    problems: [
      'not-found',
      'unknown-program',
      'unknown-setting',
      'value-not-allowed',
      'precondition-failed',
      'idempotency-key-reused',
      'setting-not-applicable',
      'setting-unavailable',
      'notice-not-in-language',
      'notice-outdated',
      'closing',
      'conflict-try-again',
    ],
  },
  'POST /v1/instructions': {
    does: 'Receives an instruction to several cells, for one part of it, and answers with a receipt; the deadline of an opt-out counts from the first receipt that the customer states (BY-13). Received again it is the same receipt.',
    statuses: [200],
    problems: [
      'not-found',
      'unknown-program',
      'unknown-setting',
      'value-not-allowed',
      'signature-not-taken',
      'instruction-not-of-this-part',
      'instruction-out-of-time',
      'instruction-differs',
      'instruction-overtaken',
      'setting-not-applicable',
      'setting-unavailable',
      'notice-outdated',
      'closing',
      'conflict-try-again',
    ],
  },
  'POST /v1/notices/{notice}/displays': {
    does: 'Records that a notice was shown to an owner, which applies the defaults that it tells of (SC-1).',
    statuses: [200],
    problems: [
      'not-found',
      'unknown-notice',
      'notice-not-in-language',
      'notice-outdated',
      'idempotency-key-reused',
      'conflict-try-again',
    ],
  },
  'GET /v1/consents': {
    does: 'Lists the ledger of a subject: who chose what, when and under which notice.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/closures': {
    does: 'Lists the closures of a subject, each with its deadline and whether it has ended.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/closures/{epoch}': {
    does: 'Shows the closure of one epoch.',
    statuses: [200],
    problems: ['not-found'],
  },
  'GET /v1/lots': {
    does: 'Lists the lots of an epoch with their deadlines, reasons and counts.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/purges': {
    does: 'Lists the drafts of deletion evidence of an epoch.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/transfers': {
    does: 'Lists what was permitted to leave the geography of a subject, or to go to somebody else, between two UTC days: parties, instrument, and what came of it (BY-7); as JSON, or as a table (RFC 4180), whose next page the `Link` header names.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor', 'not-acceptable'],
  },
  'GET /v1/processing-record': {
    does: 'Writes the record of processing activities of a subject, with the fields of GDPR, Art. 30: use by use, as its programs declare them, with the transfers that were entered; and where previews store data (DL-6).',
    statuses: [200],
    problems: ['not-found'],
  },
  'GET /v1/connections': {
    does: 'Lists the services outside that a subject can connect: off, or where each is, since when and under which notice (DL-7).',
    statuses: [200],
    problems: ['not-found'],
  },
  'GET /v1/processors': {
    does: 'Lists the companies that process data of this cell for the vendor: since when announced, until when anybody can object, and from when they work.',
    statuses: [200],
    problems: [],
  },
  'GET /v1/residency': {
    does: 'Says where the data of the cell lies, who can read it, how long it lives, and under which exceptions it leaves (BY-9); as JSON, or as a page to read.',
    statuses: [200],
    problems: ['not-acceptable'],
  },
  'GET /v1/residency/findings': {
    does: 'Shows what of the account is not as the templates of the cell say, and what could not be looked at.',
    statuses: [200],
    problems: [],
  },
  'GET /v1/purging': {
    does: 'Shows whether purging runs, and which organizations’ deadlines come next, the earliest first.',
    statuses: [200],
    problems: [],
  },
  'PUT /v1/purging': {
    does: 'Stops purging, or lets it go on; who did and why is kept.',
    statuses: [200],
    problems: ['conflict-try-again'],
  },
  'POST /v1/erasures': {
    does: 'Erases a person: who a user is, and the names in every ledger, at once; every proof stays valid. Asked for a user who was erased before, it gives the same answer; whom nothing tells any more is not found.',
    statuses: [202],
    problems: ['not-found', 'conflict-try-again'],
  },
  'GET /v1/certificates': {
    does: 'Lists the certificates of what was purged under an epoch.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/certificates/{certificate}': {
    does: 'Hands out the file of a certificate: its newest revision, the proof that it stands in the log, and the signed checkpoint; with `since`, also the proof that the log only grew since that size (BY-2).',
    statuses: [200],
    problems: ['not-found', 'not-signed-yet', 'unknown-size'],
  },
  'POST /v1/certificates/{certificate}/correction': {
    does: 'Opens an incident for a certificate that is wrong, and has the log take in the revision that supersedes it; the wrong one stays (BY-12). The same correction again is answered with the same incident.',
    statuses: [202],
    problems: ['not-found', 'precondition-failed', 'correction-changes-nothing', 'conflict-try-again'],
  },
  'GET /v1/incidents': {
    does: 'Lists incidents by their state, the newest first: those of a subject; without one all of the cell for operators and auditors, and for everybody else those that concern the cell as a whole.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/incidents/{incident}': {
    does: 'Shows the record of an incident, entry by entry, each with its proof as far as a signed checkpoint covers it.',
    statuses: [200],
    problems: ['not-found'],
  },
  'POST /v1/incidents/{incident}/close': {
    does: 'Closes an incident with a reason, once what it is about is over.',
    statuses: [200],
    problems: [
      'not-found',
      'precondition-failed',
      'incident-continues',
      'incident-closed',
      'conflict-try-again',
    ],
  },
  'GET /v1/records': {
    does: 'Lists the authorization records of a subject, and what stands in the log of its other entries.',
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/records/{subject}/{sequence}': {
    does: 'Hands out the file of an authorization record, with its proof and checkpoint (BY-10).',
    statuses: [200],
    problems: ['not-found', 'not-signed-yet', 'unknown-size'],
  },
  'GET /v1/ledgers/{subject}': {
    does: 'Hands out the ledger of a subject as a file, anchored in a signed checkpoint as far as that reaches. One that is longer than a file comes in pages: `next` in a file is the `from` of the next one.',
    statuses: [200],
    problems: ['not-found', 'not-signed-yet', 'unknown-size'],
  },
  'GET /v1/log/checkpoint': {
    does: 'Hands out the file of the newest signed checkpoint of the log of the cell; with `since`, also the proof that the log only grew since that size.',
    statuses: [200],
    problems: ['not-signed-yet', 'unknown-size'],
  },
  'GET /v1/log/consistency': {
    does: 'Proves that the log at one size is the beginning of the log at another one.',
    statuses: [200],
    problems: ['unknown-size', 'not-signed-yet'],
  },
  'GET /.well-known/jwks.json': {
    does: 'Shows the public keys of the cell, older ones included. Needs no token.',
    statuses: [200],
    problems: [],
  },
  'POST /v1/captures': {
    does: 'Captures up to 25 records of one workspace and use under the open epoch.',
    statuses: [201, 200],
    problems: [
      'not-found',
      'unknown-use',
      'use-keeps-nothing',
      'sharing-off',
      'epoch-closed',
      'stale-epoch',
      'stale-call',
      'category-not-allowed',
      'source-not-allowed',
      'uploader-mismatch',
      'retrieval-off',
      'origin-outside-epoch',
      'record-too-large',
      'record-differs',
      'conflict-try-again',
    ],
  },
  'GET /v1/captures': {
    does: 'Reads captured records of one workspace, use and day while their epoch is open.',
    statuses: [200],
    problems: ['not-found', 'unknown-use', 'use-keeps-nothing', 'sharing-ended', 'invalid-cursor'],
  },
  'POST /v1/decisions': {
    does: 'Answers up to 25 questions about one subject: may this data be used for this, by this recipient, at this place, now. A permission to leave the geography, or for a connected service, is entered into the register of transfers before it is given.',
    statuses: [200],
    problems: ['not-found', 'conflict-try-again'],
  },
  'POST /v1/placements': {
    does: 'Says where a prompt with all that goes with it may be evaluated, what comes first being tried first, and enters that into the register of transfers. Where the cell is configured so, with a token for a gateway, good for a minute at most.',
    statuses: [200],
    problems: ['not-found', 'conflict-try-again', 'key-service-unavailable'],
  },
  'POST /v1/placements/{placement}/report': {
    does: 'Takes in where a prompt was really evaluated, or that it was not. Also what was not permitted is taken in, and marked.',
    statuses: [200],
    problems: ['not-found', 'report-differs', 'conflict-try-again'],
  },
  'POST /v1/transfers/{transfer}/report': {
    does: 'Takes in where data really went, or that it did not go. Also what was not permitted is taken in, and marked.',
    statuses: [200],
    problems: ['not-found', 'report-differs', 'conflict-try-again'],
  },
  'GET /.well-known/placement-keys.json': {
    does: 'Shows the public key that certifies what signs placement tokens, where the cell signs them. Needs no token.',
    statuses: [200],
    problems: ['not-found', 'key-service-unavailable'],
  },
};

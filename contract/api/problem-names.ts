/** Every problem that the API answers with: its stable name, status and title. Names never change their meaning. */
type ProblemFacts = { readonly status: number; readonly title: string };

export const problemFacts = {
  // The request as such
  'invalid-parameter': { status: 400, title: 'A path or query parameter or a header is not as it must be' },
  'invalid-cursor': { status: 400, title: 'The cursor does not belong to this list' },
  'malformed-json': { status: 400, title: 'The body is not JSON as it is taken here' },
  'invalid-body': { status: 400, title: 'The body does not have the demanded shape' },
  'idempotency-key-missing': { status: 400, title: 'The Idempotency-Key header is missing' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key stands for another request' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is not application/json' },
  'precondition-missing': { status: 428, title: 'The If-Match header is missing' },
  'precondition-failed': { status: 412, title: 'What is to be changed has changed since it was read' },
  'misdirected-request': { status: 421, title: 'An identifier belongs to the cell of another geography' },
  'not-acceptable': { status: 406, title: 'There is no answer in a form that is asked for' },
  // The caller
  unauthenticated: { status: 401, title: 'The token does not say who calls' },
  'missing-scope': { status: 403, title: 'The token does not permit this' },
  'not-allowed': { status: 403, title: 'The caller’s role does not permit this' },
  // What is asked for
  'not-found': { status: 404, title: 'There is no such thing for this caller' },
  'unknown-route': { status: 404, title: 'There is no such route' },
  'unknown-program': { status: 404, title: 'There is no such program' },
  'unknown-setting': { status: 404, title: 'The program has no such setting' },
  'unknown-notice': { status: 404, title: 'There is no such notice' },
  'unknown-use': { status: 404, title: 'There is no such use' },
  // Evidence
  'not-signed-yet': { status: 409, title: 'No signed checkpoint covers it yet' },
  'unknown-size': { status: 422, title: 'The log has no such size' },
  'correction-changes-nothing': { status: 422, title: 'The certificate says this already' },
  'incident-continues': { status: 409, title: 'What the incident is about is not over' },
  'incident-closed': { status: 409, title: 'The incident was closed before' },
  // Members
  'last-owner': { status: 409, title: 'Nobody else is an owner' },
  // Choices
  'value-not-allowed': { status: 422, title: 'The setting cannot have this value' },
  'setting-not-applicable': { status: 409, title: 'There is nothing to decide here' },
  'setting-unavailable': { status: 409, title: 'The setting is not available here' },
  'notice-not-in-language': { status: 422, title: 'The notice is not written in this language' },
  'notice-outdated': { status: 409, title: 'Another version of the notice is current' },
  closing: { status: 409, title: 'An opt-out is being completed' },
  'instruction-not-of-this-part': { status: 422, title: 'The instruction was not signed for this' },
  'instruction-out-of-time': { status: 422, title: 'The instruction is not taken at this time' },
  'instruction-differs': { status: 422, title: 'Another instruction was received under this name' },
  'instruction-overtaken': { status: 412, title: 'The setting was changed after the instruction was signed' },
  'signature-not-taken': { status: 422, title: 'The instruction is not signed in a form that is taken' },
  'conflict-try-again': { status: 409, title: 'Others are changing the same thing' },
  // Admissions
  'admission-not-needed': { status: 409, title: 'The setting is no limited preview' },
  'admission-asked-before': { status: 409, title: 'The subject has asked for this before' },
  'admission-not-asked': { status: 409, title: 'The subject has not asked for this' },
  'admission-decided-before': { status: 409, title: 'This was decided before' },
  // Captures
  'sharing-off': { status: 409, title: 'Nothing may be captured for this use' },
  'epoch-closed': { status: 409, title: 'The epoch or the lot takes no more records' },
  'stale-epoch': { status: 409, title: 'Another epoch is open' },
  'stale-call': { status: 409, title: 'The call id is not of a day that still takes records' },
  'use-keeps-nothing': { status: 422, title: 'Nothing is captured for this use' },
  'category-not-allowed': { status: 422, title: 'The use does not take this category' },
  'source-not-allowed': { status: 422, title: 'The use does not take what comes from there' },
  'uploader-mismatch': { status: 422, title: 'An uploader belongs to what comes from an upload' },
  'retrieval-off': { status: 409, title: 'Nothing retrieved from a connected service may be captured' },
  'origin-outside-epoch': { status: 422, title: 'A part is older than the choice or lies in the future' },
  'record-too-large': { status: 413, title: 'A record is too large' },
  'record-differs': { status: 422, title: 'The call was made before with other records' },
  'sharing-ended': { status: 410, title: 'Sharing has ended; nothing may be read' },
  // Movements
  'report-differs': { status: 409, title: 'It was reported before, and otherwise' },
  // The cell
  'store-unavailable': { status: 503, title: 'The store does not answer in time' },
  'internal-error': { status: 500, title: 'Something went wrong in the cell' },
} as const satisfies Record<string, ProblemFacts>;

export type ProblemName = keyof typeof problemFacts;

/** Every problem's name, in the order of the table. */
export const everyProblem = Object.keys(problemFacts) as readonly ProblemName[];

/** The `type` of a problem: a name, not an address to visit. */
export const problemType = (name: ProblemName) => `urn:domicile:problem:${name}` as const;

/**
 * Every problem that the API answers with: its stable name, status and title. Names never change their meaning. Each
 * stands by itself, so that a function carries those alone that it answers with.
 */

// The request as such
export const invalidParameter = {
  name: 'invalid-parameter',
  status: 400,
  title: 'A path or query parameter or a header is not as it must be',
} as const;
export const invalidCursor = {
  name: 'invalid-cursor',
  status: 400,
  title: 'The cursor does not belong to this list',
} as const;
export const malformedJson = {
  name: 'malformed-json',
  status: 400,
  title: 'The body is not JSON as it is taken here',
} as const;
export const invalidBody = {
  name: 'invalid-body',
  status: 400,
  title: 'The body does not have the demanded shape',
} as const;
export const idempotencyKeyMissing = {
  name: 'idempotency-key-missing',
  status: 400,
  title: 'The Idempotency-Key header is missing',
} as const;
export const idempotencyKeyReused = {
  name: 'idempotency-key-reused',
  status: 422,
  title: 'The Idempotency-Key stands for another request',
} as const;
export const bodyTooLarge = { name: 'body-too-large', status: 413, title: 'The body is too large' } as const;
export const unsupportedMediaType = {
  name: 'unsupported-media-type',
  status: 415,
  title: 'The body is not application/json',
} as const;
export const preconditionMissing = {
  name: 'precondition-missing',
  status: 428,
  title: 'The If-Match header is missing',
} as const;
export const preconditionFailed = {
  name: 'precondition-failed',
  status: 412,
  title: 'What is to be changed has changed since it was read',
} as const;
export const misdirectedRequest = {
  name: 'misdirected-request',
  status: 421,
  title: 'An identifier belongs to the cell of another geography',
} as const;
export const notAcceptable = {
  name: 'not-acceptable',
  status: 406,
  title: 'There is no answer in a form that is asked for',
} as const;

// The caller
export const unauthenticated = {
  name: 'unauthenticated',
  status: 401,
  title: 'The token does not say who calls',
} as const;
export const missingScope = {
  name: 'missing-scope',
  status: 403,
  title: 'The token does not permit this',
} as const;
export const notAllowed = {
  name: 'not-allowed',
  status: 403,
  title: 'The caller’s role does not permit this',
} as const;

// What is asked for
export const notFound = {
  name: 'not-found',
  status: 404,
  title: 'There is no such thing for this caller',
} as const;
export const unknownRoute = { name: 'unknown-route', status: 404, title: 'There is no such route' } as const;
export const unknownProgram = {
  name: 'unknown-program',
  status: 404,
  title: 'There is no such program',
} as const;
export const unknownSetting = {
  name: 'unknown-setting',
  status: 404,
  title: 'The program has no such setting',
} as const;
export const unknownNotice = {
  name: 'unknown-notice',
  status: 404,
  title: 'There is no such notice',
} as const;
export const unknownUse = { name: 'unknown-use', status: 404, title: 'There is no such use' } as const;

// Evidence
export const notSignedYet = {
  name: 'not-signed-yet',
  status: 409,
  title: 'No signed checkpoint covers it yet',
} as const;
export const unknownSize = { name: 'unknown-size', status: 422, title: 'The log has no such size' } as const;
export const correctionChangesNothing = {
  name: 'correction-changes-nothing',
  status: 422,
  title: 'The certificate says this already',
} as const;
export const incidentContinues = {
  name: 'incident-continues',
  status: 409,
  title: 'What the incident is about is not over',
} as const;
export const incidentClosed = {
  name: 'incident-closed',
  status: 409,
  title: 'The incident was closed before',
} as const;

// Members
export const lastOwner = { name: 'last-owner', status: 409, title: 'Nobody else is an owner' } as const;

// Choices
export const valueNotAllowed = {
  name: 'value-not-allowed',
  status: 422,
  title: 'The setting cannot have this value',
} as const;
export const settingNotApplicable = {
  name: 'setting-not-applicable',
  status: 409,
  title: 'There is nothing to decide here',
} as const;
export const settingUnavailable = {
  name: 'setting-unavailable',
  status: 409,
  title: 'The setting is not available here',
} as const;
export const noticeNotInLanguage = {
  name: 'notice-not-in-language',
  status: 422,
  title: 'The notice is not written in this language',
} as const;
export const noticeOutdated = {
  name: 'notice-outdated',
  status: 409,
  title: 'Another version of the notice is current',
} as const;
export const closing = { name: 'closing', status: 409, title: 'An opt-out is being completed' } as const;
export const instructionNotOfThisPart = {
  name: 'instruction-not-of-this-part',
  status: 422,
  title: 'The instruction was not signed for this',
} as const;
export const instructionOutOfTime = {
  name: 'instruction-out-of-time',
  status: 422,
  title: 'The instruction is not taken at this time',
} as const;
export const instructionDiffers = {
  name: 'instruction-differs',
  status: 422,
  title: 'Another instruction was received under this name',
} as const;
export const instructionOvertaken = {
  name: 'instruction-overtaken',
  status: 412,
  title: 'The setting was changed after the instruction was signed',
} as const;
export const signatureNotTaken = {
  name: 'signature-not-taken',
  status: 422,
  title: 'The instruction is not signed in a form that is taken',
} as const;
export const conflictTryAgain = {
  name: 'conflict-try-again',
  status: 409,
  title: 'Others are changing the same thing',
} as const;

// Admissions
export const admissionNotNeeded = {
  name: 'admission-not-needed',
  status: 409,
  title: 'The setting is no limited preview',
} as const;
export const admissionAskedBefore = {
  name: 'admission-asked-before',
  status: 409,
  title: 'The subject has asked for this before',
} as const;
export const admissionNotAsked = {
  name: 'admission-not-asked',
  status: 409,
  title: 'The subject has not asked for this',
} as const;
export const admissionDecidedBefore = {
  name: 'admission-decided-before',
  status: 409,
  title: 'This was decided before',
} as const;

// Captures
export const sharingOff = {
  name: 'sharing-off',
  status: 409,
  title: 'Nothing may be captured for this use',
} as const;
export const epochClosed = {
  name: 'epoch-closed',
  status: 409,
  title: 'The epoch or the lot takes no more records',
} as const;
export const staleEpoch = { name: 'stale-epoch', status: 409, title: 'Another epoch is open' } as const;
export const staleCall = {
  name: 'stale-call',
  status: 409,
  title: 'The call id is not of a day that still takes records',
} as const;
export const useKeepsNothing = {
  name: 'use-keeps-nothing',
  status: 422,
  title: 'Nothing is captured for this use',
} as const;
export const categoryNotAllowed = {
  name: 'category-not-allowed',
  status: 422,
  title: 'The use does not take this category',
} as const;
export const sourceNotAllowed = {
  name: 'source-not-allowed',
  status: 422,
  title: 'The use does not take what comes from there',
} as const;
export const uploaderMismatch = {
  name: 'uploader-mismatch',
  status: 422,
  title: 'An uploader belongs to what comes from an upload',
} as const;
export const retrievalOff = {
  name: 'retrieval-off',
  status: 409,
  title: 'Nothing retrieved from a connected service may be captured',
} as const;
export const originOutsideEpoch = {
  name: 'origin-outside-epoch',
  status: 422,
  title: 'A part is older than the choice or lies in the future',
} as const;
export const recordTooLarge = {
  name: 'record-too-large',
  status: 413,
  title: 'A record is too large',
} as const;
export const recordDiffers = {
  name: 'record-differs',
  status: 422,
  title: 'The call was made before with other records',
} as const;
export const sharingEnded = {
  name: 'sharing-ended',
  status: 410,
  title: 'Sharing has ended; nothing may be read',
} as const;

// Movements
export const reportDiffers = {
  name: 'report-differs',
  status: 409,
  title: 'It was reported before, and otherwise',
} as const;
export const keyServiceUnavailable = {
  name: 'key-service-unavailable',
  status: 503,
  title: 'The key service does not answer in time',
} as const;

// The cell
export const storeUnavailable = {
  name: 'store-unavailable',
  status: 503,
  title: 'The store does not answer in time',
} as const;
export const internalError = {
  name: 'internal-error',
  status: 500,
  title: 'Something went wrong in the cell',
} as const;

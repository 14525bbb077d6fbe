/** What came of handing a part to a cell. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown; readonly after?: number }
  /** Nothing came back: whether it was received is not known. */
  | { readonly kind: 'silent'; readonly why: string }
  /** It was not sent: there is no address or no token. */
  | { readonly kind: 'unsent'; readonly why: string };

/** Why a part is not confirmed, and whether the same may succeed later. */
export type NotReceived = {
  readonly again: 'later' | 'never';
  /** In words; what a cell said is shortened, and holds no control characters. */
  readonly why: string;
  /** Seconds that the cell asks to wait. */
  readonly after?: number;
};

/** Why an answer is no receipt, in words that say what can be done. */
export const whyNotReceived = (answer: Answer): NotReceived => {
  if (answer.kind === 'silent')
    return { again: 'later', why: `no answer (${clean(answer.why)}); it may have been received` };
  if (answer.kind === 'unsent') return { again: 'never', why: clean(answer.why) };
  const { status, body, after } = answer;
  const said = saidIn(body);
  const asked = after === undefined ? {} : { after };
  if (status === 409 && isProblem(body, 'closing'))
    return { again: 'later', why: `an earlier opt-out is being completed (409): ${said}`, ...asked };
  if (status === 429 || status >= 500 || isProblem(body, 'conflict-try-again'))
    return { again: 'later', why: `not now (${status}): ${said}`, ...asked };
  return { again: 'never', why: `${whatToDo(status)} (${status}): ${said}` };
};

const whatToDo = (status: number): string => {
  switch (status) {
    case 401:
      return 'the token is not taken, or it has expired; get another one and run this again';
    case 403:
      return 'the token or the role does not permit it';
    case 404:
      return 'there is no such part for whoever the token is of';
    case 412:
      return 'the setting was changed after the instruction was signed; sign a new one where it is still meant';
    case 421:
      return 'the address in the file of cells is that of another cell';
    case 200:
      return 'the answer is no receipt of this part';
    default:
      return 'refused';
  }
};

const isProblem = (body: unknown, name: string): boolean =>
  membersOf(body).type === `urn:domicile:problem:${name}`;

/** What a problem says (RFC 9457): it is a text of somebody else. */
const saidIn = (body: unknown): string => {
  const { title, detail, allowed, cell } = membersOf(body);
  const told = [title, detail, allowed, cell].filter((each) => typeof each === 'string');
  return told.length === 0 ? 'nothing that can be read' : clean(told.join('; '));
};

const membersOf = (body: unknown): Readonly<Record<string, unknown>> =>
  body !== null && typeof body === 'object' ? (body as Readonly<Record<string, unknown>>) : {};

const clean = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 400);

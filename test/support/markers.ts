/** Words that customers might have written, in every form in which they could come out somewhere. */

const needle = 'merger';

let count = 0;
/** A sentence that nobody sent before. */
export const aMarkedSentence = (): string => {
  count += 1;
  return `Marked ${count}: the merger closes on Friday`;
};

/** An address of a person that nobody sent before. */
export const aMarkedPerson = (): string => {
  count += 1;
  return `marked.${count}.merger@example.org`;
};

/** Base64 writes a word in three ways, as it begins at the first, second or third byte of a group. */
const inBase64 = [0, 1, 2].map((before) => {
  const written = Buffer.from(`${'.'.repeat(before)}${needle}..`).toString('base64url');
  return written.slice(before === 0 ? 0 : before + 1, Math.floor(((before + needle.length) * 8) / 6));
});

const forms = [needle, ...inBase64, Buffer.from(needle).toString('hex')];

/** What of a thing tells of something marked: up to 40 characters around it, or undefined. */
export const markIn = (thing: unknown): string | undefined => {
  const text = typeof thing === 'string' ? thing : (JSON.stringify(thing) ?? '');
  const at = forms.map((form) => text.indexOf(form)).find((place) => place >= 0);
  return at === undefined ? undefined : text.slice(Math.max(0, at - 40), at + 40);
};

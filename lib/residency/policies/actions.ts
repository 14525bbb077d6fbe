/**
 * Whether a pattern of a policy takes in an action, as IAM reads it: `*` for anything, `?` for one character, capitals
 * as they come. It goes back to the last star only, so that no pattern makes it slow.
 */
export const takesIn = (pattern: string, action: string): boolean => {
  const [wanted, given] = [pattern.toLowerCase(), action.toLowerCase()];
  let [at, read, star, after] = [0, 0, -1, 0];
  while (read < given.length) {
    if (wanted[at] === '*') {
      [star, after] = [at, read];
      at += 1;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[read])) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      after += 1;
      [at, read] = [star + 1, after];
    } else return false;
  }
  return /^\**$/.test(wanted.slice(at));
};

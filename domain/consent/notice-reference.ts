/** Which words were shown: what choices and epochs are bound to. */
export type NoticeReference = {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the canonical form of the text that was shown. */
  readonly hash: string;
};

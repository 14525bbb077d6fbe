import type { Notice } from '../../domain/notices/notice.ts';

/** Every notice that was ever published, in its words, as it lies beside the code of the function that shows notices. */
export type CarriedNotices = { readonly version: 1; readonly notices: readonly Notice[] };

import type { Pin } from '../residency/pin.ts';
import type { Template } from '../residency/template/template.ts';

/** The statement of a cell, compiled from its templates. */
export const compileStatement = (_templates: readonly Template[], pin: Pin): object => ({
  version: 1,
  region: pin.home,
});

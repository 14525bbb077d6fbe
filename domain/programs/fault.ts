/** What is wrong with a declaration, in the words that whoever wrote it needs. */
export type Fault = {
  /** The file that declares it. */
  readonly file: string;
  /** The path of the field in that file: `uses.product-improvement.retention`. */
  readonly field: string;
  readonly given: string;
  readonly allowed: string;
};

/** A fault in one sentence: file, field, what was given and what is allowed. */
export const describeFault = ({ file, field, given, allowed }: Fault): string =>
  `${file}: \`${field}\` is ${given}; allowed is ${allowed}.`;

/** Programs or notices are not as they must be. The message holds every fault, one a line. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(`The catalog has ${faults.length} fault(s):\n${faults.map(describeFault).join('\n')}`);
    this.faults = faults;
  }
}

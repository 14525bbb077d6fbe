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

/** Builds the faults of one part of a declaration. */
export type FaultOf = (field: string, given: string | number, allowed: string) => Fault;

/** The file in which a program is declared: its name is the program's id. */
export const fileOfProgram = (programId: string): string => `domain/programs/${programId}.ts`;

/** Builds the faults of one part of a program. */
export const faultIn =
  (program: { readonly id: string }, part?: string): FaultOf =>
  (field, given, allowed) => ({
    file: fileOfProgram(program.id),
    field: part === undefined ? field : `${part}.${field}`,
    given: String(given),
    allowed,
  });

/** The fault, unless what must hold does hold. */
export const unless = (holds: boolean, fault: Fault): readonly Fault[] => (holds ? [] : [fault]);

/** What is wrong with a closed list: names that are not known, and names that stand there twice. */
export const faultsOfNames = (
  fault: FaultOf,
  field: string,
  what: string,
  given: readonly string[],
  known: readonly string[],
): readonly Fault[] => [
  ...given
    .filter((name) => !known.includes(name))
    .map((name) => fault(field, `the unknown ${what} ${quoted(name)}`, listed(known))),
  ...given
    .filter((name, index) => given.indexOf(name) !== index)
    .map((name) => fault(field, `${quoted(name)} twice`, 'each only once')),
];

export const listed = (names: readonly string[]): string => names.join(', ') || 'nothing';
export const quoted = (text: string): string => `\`${text}\``;
export const filled = (text: string): boolean => text.trim() !== '';
export const positiveInteger = (number: number): boolean => Number.isInteger(number) && number >= 1;

/** Ids become parts of keys and addresses. */
export const isCatalogId = (text: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);
export const catalogIdRule = 'words of small letters and digits, joined by hyphens';

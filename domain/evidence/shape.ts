/**
 * What a value that somebody else wrote has to look like. A shape finds the first fault and says where it is and
 * what is expected there, and never repeats what stands there: that text is a stranger's.
 */
export type Shape<T> = {
  /** The first fault, or undefined. @param at where the value stands, like `certificate.counts` */
  readonly fault: (value: unknown, at: string) => string | undefined;
  /** Never there: it ties the shape to the type that it is of. */
  readonly of?: T;
};

const expecting = <T>(what: string, fits: (value: unknown) => boolean): Shape<T> => ({
  fault: (value, at) => (fits(value) ? undefined : `${at}: ${what} is expected`),
});

/** Exactly one of these values. */
export const oneOf = <const T extends string | number | boolean>(...allowed: readonly T[]): Shape<T> =>
  expecting(allowed.map(String).join(' or '), (value) => allowed.some((each) => each === value));

export const truth: Shape<boolean> = oneOf(true, false);

/** A whole number of at least some size. */
export const whole = (least: number): Shape<number> =>
  expecting(
    `a whole number from ${least}`,
    (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least,
  );

/** A text of one form. @param what the form in words */
export const text = <T extends string = string>(what: string, form: RegExp): Shape<T> =>
  expecting(what, (value) => typeof value === 'string' && form.test(value));

/** A text that passes a test. @param what the form in words */
export const textThat = <T extends string = string>(
  what: string,
  fits: (value: string) => boolean,
): Shape<T> => expecting(what, (value) => typeof value === 'string' && fits(value));

/** At most so many values of one shape. */
export const listOf = <T>(each: Shape<T>, most: number): Shape<readonly T[]> => ({
  fault: (value, at) => {
    if (!Array.isArray(value)) return `${at}: a list is expected`;
    if (value.length > most) return `${at}: at most ${most} are expected`;
    return firstOf(value, (element, position) => each.fault(element, `${at}[${position}]`));
  },
});

type Members<T> = { readonly [Name in keyof T]-?: Shape<Exclude<T[Name], undefined>> };

/** An object with these members and no other. @param optional those that may be missing */
export const object = <T extends object>(
  members: Members<T>,
  ...optional: readonly (keyof T)[]
): Shape<T> => ({
  fault: (value, at) => {
    if (!isObject(value)) return `${at}: an object is expected`;
    if (Object.keys(value).some((name) => !Object.hasOwn(members, name))) {
      return `${at}: a member is there that is not known; known are ${Object.keys(members).join(', ')}`;
    }
    return faultOfMembers(value, at, members, optional);
  },
});

/** An object with at least these members. */
export const objectWith = <T extends object>(members: Members<T>): Shape<T> => ({
  fault: (value, at) =>
    isObject(value) ? faultOfMembers(value, at, members, []) : `${at}: an object is expected`,
});

const faultOfMembers = <T extends object>(
  value: object,
  at: string,
  members: Members<T>,
  optional: readonly (keyof T)[],
): string | undefined =>
  firstOf(Object.entries<Shape<unknown>>(members), ([name, shape]) => {
    const found = Object.entries(value).find(([each]) => each === name);
    if (found !== undefined) return shape.fault(found[1], `${at}.${name}`);
    return optional.some((each) => each === name) ? undefined : `${at}.${name} is missing`;
  });

/** An object whose members are all of one shape. @param what the form of the names, in words */
export const mapOf = <T>(
  what: string,
  names: RegExp,
  each: Shape<T>,
): Shape<{ readonly [name: string]: T }> => ({
  fault: (value, at) => {
    if (!isObject(value)) return `${at}: an object is expected`;
    if (Object.keys(value).some((name) => !names.test(name))) return `${at}: as a name ${what} is expected`;
    return firstOf(Object.entries(value), ([name, member]) => each.fault(member, `${at}.${name}`));
  },
});

/** One of several shapes, told apart by one member. */
export const byMember = <T extends object>(
  member: string,
  shapes: { readonly [value: string]: Shape<T> },
): Shape<T> => ({
  fault: (value, at) => {
    if (!isObject(value)) return `${at}: an object is expected`;
    const named = Object.entries(value).find(([name]) => name === member)?.[1];
    const shape = Object.entries(shapes).find(([each]) => each === named)?.[1];
    if (shape === undefined) return `${at}.${member}: ${Object.keys(shapes).join(' or ')} is expected`;
    return shape.fault(value, at);
  },
});

/** The shape of whatever fits one of two. The fault of the second is told. */
export const either = <One, Other>(one: Shape<One>, other: Shape<Other>): Shape<One | Other> => ({
  fault: (value, at) => (one.fault(value, at) === undefined ? undefined : other.fault(value, at)),
});

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const firstOf = <T>(
  elements: readonly T[],
  faultOf: (element: T, position: number) => string | undefined,
): string | undefined => {
  for (const [position, element] of elements.entries()) {
    const fault = faultOf(element, position);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

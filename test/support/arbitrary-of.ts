import fc from 'fast-check';
import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;
type Arbitrary = fc.Arbitrary<unknown>;

/** Texts that lead somewhere, by the name of the field that they are meant for. */
export type MeantTexts = Readonly<Record<string, readonly string[]>>;

/**
 * Values near what a field's schema takes: mostly what is meant there, now and then a text that is meant
 * elsewhere or anything else, a field too many or one too few.
 */
export const arbitraryNear = (schema: Schema, meant: MeantTexts, name = ''): Arbitrary =>
  fc.oneof(
    { weight: 24, arbitrary: describedBy(schema, meant, name) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );

const describedBy = (schema: Schema, meant: MeantTexts, name: string): Arbitrary => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return objectNear(def.shape, meant);
    case 'array':
      return fc.array(arbitraryNear(def.element, meant, name), { minLength: 0, maxLength: 2 });
    case 'optional':
      return fc.oneof(fc.constant(undefined), arbitraryNear(def.innerType, meant, name));
    case 'enum':
      return fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...Object.values(def.entries)) },
        { weight: 3, arbitrary: textFor(meant, name) },
      );
    case 'custom':
      return def.params?.wants === 'number'
        ? fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.double())
        : textFor(meant, name);
    default:
      return textFor(meant, name);
  }
};

const textFor = (meant: MeantTexts, name: string): Arbitrary =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(meant[name] ?? [''])) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(meant).flat()) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );

const objectNear = (shape: Readonly<Record<string, Schema>>, meant: MeantTexts): Arbitrary => {
  const fields = Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, arbitraryNear(field, meant, name)]),
  );
  const whole = fc.record(fields, { noNullPrototype: true });
  const tooMany = fc
    .tuple(whole, fc.string(), fc.jsonValue())
    .map(([object, name, value]) => ({ ...object, [name]: value }));
  return fc.oneof(
    { weight: 16, arbitrary: whole },
    { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [], noNullPrototype: true }) },
    { weight: 1, arbitrary: tooMany },
  );
};

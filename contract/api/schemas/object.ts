import * as z from 'zod/mini';

/** An object with these fields and no others; the error names the fields that there are. */
export const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, `an object with the fields ${Object.keys(shape).join(', ') || '(none)'}`);

/**
 * A call that the store can never take, whatever its content or luck: a mistake in the program, never in a
 * customer's input. It names attributes and limits, never values.
 */
export class StoreMisuse extends Error {
  override readonly name = 'StoreMisuse';
}

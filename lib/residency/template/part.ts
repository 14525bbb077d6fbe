import { asText, type Possible } from './possible.ts';
import { resolve } from './resolve.ts';
import type { Scope } from './scope.ts';
import { literally, type Text, whyUnknown } from './text.ts';
import type { Json } from './values.ts';

/** A place of a template and one thing that it may hold when it is deployed. */
export class Part {
  /** From the top of the template: `Resources/Table/Properties/Replicas/0/Region`. */
  readonly path: string;
  readonly possible: Possible;
  readonly #scope: Scope;
  #leaves: readonly Part[] | undefined;

  constructor(path: string, possible: Possible, scope: Scope) {
    this.path = path;
    this.possible = possible;
    this.#scope = scope;
  }

  /** Everything that may stand at a place. */
  static at(path: string, value: Json, scope: Scope): readonly Part[] {
    return resolve(value, scope)
      .filter(({ kind }) => kind !== 'nothing')
      .map((possible) => new Part(path, possible, scope));
  }

  /**
   * Everything that may stand below, by the names on the way. Where a text stands in place of a map, or what is
   * not known, that is what is given: nothing below it can be read, and it must not be passed over.
   */
  at(...names: readonly string[]): readonly Part[] {
    const [name, ...rest] = names;
    if (name === undefined) return [this];
    if (this.possible.kind === 'list') return this.items().flatMap((item) => item.at(...names));
    if (this.possible.kind !== 'fields') return [this];
    if (!Object.hasOwn(this.possible.fields, name)) return [];
    const below = Part.at(`${this.path}/${name}`, this.possible.fields[name] ?? null, this.#scope);
    return below.flatMap((part) => part.at(...rest));
  }

  /** The items of the lists that may stand below. A single thing counts as a list of one. */
  each(...names: readonly string[]): readonly Part[] {
    return this.at(...names).flatMap((part) => part.items());
  }

  /** What a list holds; anything else is its own only item. */
  items(): readonly Part[] {
    if (this.possible.kind !== 'list') return [this];
    return this.possible.items.flatMap((item, index) => Part.at(`${this.path}/${index}`, item, this.#scope));
  }

  /** Every part below that is a text, this one included, or that cannot be followed. */
  leaves(): readonly Part[] {
    this.#leaves ??= this.#findLeaves();
    return this.#leaves;
  }

  #findLeaves(): readonly Part[] {
    if (this.possible.kind === 'list') return this.items().flatMap((item) => item.leaves());
    if (this.possible.kind !== 'fields') return [this];
    return Object.keys(this.possible.fields).flatMap((name) =>
      this.at(name).flatMap((part) => part.leaves()),
    );
  }

  get text(): Text {
    return asText(this.possible);
  }

  /** The text that stands here, where nothing of it is left to the deployment. */
  get literal(): string | undefined {
    return literally(this.text);
  }

  /** Why this is not known; undefined where it is. */
  get unknown(): string | undefined {
    return whyUnknown(this.text);
  }

  /** The name of the property that this is, or is an item of. */
  get property(): string {
    return (
      this.path
        .split('/')
        .filter((step) => !/^\d+$/.test(step))
        .at(-1) ?? ''
    );
  }
}

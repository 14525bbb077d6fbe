import { asText, type Possible } from './possible.ts';
import { resolve } from './resolve.ts';
import type { Scope } from './scope.ts';
import { literally, shown, type Text, whyUnknown } from './text.ts';
import type { Json } from './values.ts';

/** `possible`: a condition that nobody can decide, or a choice of values, may leave it out. */
export type Standing = 'certain' | 'possible';

/** A place of a template and one thing that it may hold when it is deployed. */
export class Part {
  /** From the top of the template: `Resources/Table/Properties/Replicas/0/Region`. */
  readonly path: string;
  readonly possible: Possible;
  /** Whether it stands there for sure, and not as one of several things that may. */
  readonly standing: Standing;
  readonly #scope: Scope;
  readonly #below = new Map<string, readonly Part[]>();
  #leaves: readonly Part[] | undefined;

  constructor(path: string, possible: Possible, scope: Scope, standing: Standing) {
    this.path = path;
    this.possible = possible;
    this.standing = standing;
    this.#scope = scope;
  }

  /** Everything that may stand at a place. */
  static at(path: string, value: Json, scope: Scope, above: Standing = 'certain'): readonly Part[] {
    const all = resolve(value, scope);
    const standing = all.length === 1 ? above : 'possible';
    return all
      .filter(({ kind }) => kind !== 'nothing')
      .map((possible) => new Part(path, possible, scope, standing));
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
    const below = this.#field(name, this.possible.fields);
    return rest.length === 0 ? below : below.flatMap((part) => part.at(...rest));
  }

  /** What may stand at one name below, found once: many rules ask for the same places. */
  #field(name: string, fields: { readonly [name: string]: Json }): readonly Part[] {
    const known = this.#below.get(name);
    if (known !== undefined) return known;
    const found = Object.hasOwn(fields, name)
      ? Part.at(`${this.path}/${name}`, fields[name] ?? null, this.#scope, this.standing)
      : [];
    this.#below.set(name, found);
    return found;
  }

  /** Everything that may stand at one name below, with `undefined` where it may be left out. */
  ways(name: string): readonly (Part | undefined)[] {
    if (this.possible.kind === 'list') return this.items().flatMap((item) => item.ways(name));
    if (this.possible.kind !== 'fields') return [this];
    if (!Object.hasOwn(this.possible.fields, name)) return [undefined];
    const all = resolve(this.possible.fields[name] ?? null, this.#scope);
    const standing = all.length === 1 ? this.standing : 'possible';
    return all.map((possible) =>
      possible.kind === 'nothing'
        ? undefined
        : new Part(`${this.path}/${name}`, possible, this.#scope, standing),
    );
  }

  /**
   * Whether nothing may stand below, by the names on the way: a condition may leave out it or what it is in, or
   * every item of the list that it is.
   */
  mayLack(...names: readonly string[]): boolean {
    const [name, ...rest] = names;
    if (name !== undefined) {
      const ways = this.ways(name);
      return ways.length === 0 || ways.some((way) => way === undefined || way.mayLack(...rest));
    }
    if (this.possible.kind !== 'list') return false;
    return this.possible.items.every((item) =>
      resolve(item, this.#scope).some(({ kind }) => kind === 'nothing'),
    );
  }

  /** This place, taken to stand there: what is certain below it is so wherever it stands itself. */
  taken(): Part {
    return this.standing === 'certain' ? this : new Part(this.path, this.possible, this.#scope, 'certain');
  }

  /** The items of the lists that may stand below. A single thing counts as a list of one. */
  each(...names: readonly string[]): readonly Part[] {
    return this.at(...names).flatMap((part) => part.items());
  }

  /** What a list holds; anything else is its own only item. */
  items(): readonly Part[] {
    if (this.possible.kind !== 'list') return [this];
    return this.possible.items.flatMap((item, index) =>
      Part.at(`${this.path}/${index}`, item, this.#scope, this.standing),
    );
  }

  /**
   * What a text says that is JSON itself, as some policies are written; this part, where it is no text or cannot
   * be read. A gap in the text stays one in what was read.
   */
  parsed(): Part {
    if (this.possible.kind !== 'text') return this;
    try {
      const value = JSON.parse(shown(this.possible.text)) as Json;
      const [read = this] = Part.at(this.path, value, this.#scope, this.standing);
      return read.possible.kind === 'fields' ? read : this;
    } catch {
      return this;
    }
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

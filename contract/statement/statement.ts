import type { Geography } from '../../domain/geographies.ts';
import type { ExceptionId, GlobalAttribute } from '../../domain/programs/locations.ts';

/**
 * Where the data of a cell lies, as its templates say: what GET /v1/residency answers (BY-9). Everything in it is
 * known when the cell is synthesized. What only a deployment or a customer decides is in none of its fields.
 */
export type Statement = {
  /** Counts up when a field changes its meaning or goes. */
  readonly version: 1;
  readonly geography: Geography;
  /** How people call the geography. */
  readonly name: string;
  /** The region of the cell. */
  readonly region: string;
  /** Ids of the programs that the vendor runs in this cell. */
  readonly programs: readonly string[];
  readonly data: readonly DataEntry[];
  readonly identity: IdentityStatement;
  readonly unitedStates: UnitedStatesStatement;
  /** Uses under which a service of the vendor may move data, once their setting permits it. */
  readonly movements: readonly Movement[];
  readonly exceptions: readonly ExceptionEntry[];
  /** All that may be stored globally; nothing else can be declared (DL-5). */
  readonly global: readonly GlobalAttribute[];
  readonly notRegional: readonly NotRegional[];
  readonly network: NetworkStatement;
  /** Addresses abroad that the cell is told, to send a caller to the right cell. */
  readonly cellDirectory: readonly { readonly geography: Geography; readonly address: string }[];
  /** Who outside the cell is sent the signed state of its log; absent where nobody is. */
  readonly witness?: WitnessStatement;
  readonly remarks: readonly string[];
  /** What this statement does not know. */
  readonly endsWhere: readonly string[];
};

/** One class of data in one store. */
export type DataEntry = {
  readonly data: string;
  /** Whether customers' content, data about people, or neither is in it. */
  readonly kind: 'customer-data' | 'personal-data' | 'no-customer-data';
  readonly store: { readonly type: string; readonly ids: readonly string[] };
  readonly region: string;
  readonly copies: readonly Copy[];
  readonly encryptedWith: string;
  readonly readers: Readers;
  readonly longestLife: readonly Life[];
};

/** Where else the data is, and until when. */
export type Copy = { readonly region: string; readonly what: string };

/** How long something of an entry lives at most. */
export type Life = { readonly what: string; readonly life: string };

export type Readers = {
  readonly functions: readonly string[];
  /** Services of the vendor whose clients have a scope to read it. */
  readonly services: readonly string[];
  /** Roles of the vendor's people that a route of the API shows it to. */
  readonly vendorRoles: readonly string[];
  /** The customer's own people. */
  readonly customer: string;
  /** From which countries the vendor's people read. */
  readonly countries: 'not declared' | readonly string[];
};

export type SignInStatement =
  | { readonly kind: 'user-pool'; readonly region: string; readonly outside: readonly string[] }
  /** `outside` lists what lies with the vendor's issuer, wherever that is (DL-5). */
  | { readonly kind: 'own-issuer'; readonly outside: readonly string[] };

export type IdentityStatement = SignInStatement & {
  /** What an owner must have beside that role to change sharing, where a setting of a program asks for it (SC-2). */
  readonly ownersOfSharing: string;
  /** Services that act for people, each with no more than the person's rights and its own (SC-21). */
  readonly actingForPeople: readonly string[];
};

/** Whether a grant or an address of this cell leads to processing in the United States (CC-2). */
export type UnitedStatesStatement =
  | { readonly answer: 'at-home' | 'no-grant-and-no-address'; readonly because: readonly string[] }
  | { readonly answer: 'cannot-tell'; readonly because: readonly string[] };

export type Movement = { readonly program: string; readonly use: string; readonly where: string };

/** One item of the list of known exceptions (DL-4). */
export type ExceptionEntry = {
  readonly id: ExceptionId;
  readonly status: 'applies' | 'not-used';
  readonly reasons: readonly { readonly from: 'templates' | 'declared' | 'assumed'; readonly says: string }[];
};

/** A service of the provider that is not of one region in all respects. */
export type NotRegional = { readonly service: string; readonly says: string };

/** An address outside the cell, wherever it is, and all that is sent to it. */
export type WitnessStatement = {
  readonly address: string;
  readonly receives: readonly string[];
  readonly says: string;
};

export type NetworkStatement = { readonly option: 'open' | 'isolated'; readonly says: string };

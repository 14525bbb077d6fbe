import { everyGeography, type Geography, isGeography } from './geographies.ts';

/**
 * Identifiers carry their geography, so that anybody knows the cell from the identifier and no global
 * directory is needed: `eu_ws_01J9Z3…`. The last part is a ULID, for users too: it is drawn at their first act in
 * the cell and says nothing of who they are. Which token belongs to it stands in the registry, and can be erased.
 */
export type Identifier<Kind extends string> = `${Geography}_${Kind}_${string}`;

export type OrganizationId = Identifier<'org'>;
export type WorkspaceId = Identifier<'ws'>;
export type UserId = Identifier<'user'>;
export type EpochId = Identifier<'ep'>;
export type HoldId = Identifier<'hold'>;
export type CertificateId = Identifier<'cert'>;
export type IncidentId = Identifier<'inc'>;
/** Something that was permitted to go to one place. */
export type TransferId = Identifier<'tr'>;
/** A prompt that was permitted to be evaluated at one of some places. */
export type PlacementId = Identifier<'pl'>;

/** What the register of transfers has entries of. */
export type MovementId = TransferId | PlacementId;

/** Whom a setting, a ledger chain and an epoch belong to. */
export type SubjectId = OrganizationId | WorkspaceId | UserId;

type Kinds = {
  org: OrganizationId;
  ws: WorkspaceId;
  user: UserId;
  ep: EpochId;
  hold: HoldId;
  cert: CertificateId;
  inc: IncidentId;
  tr: TransferId;
  pl: PlacementId;
};
export type IdentifierKind = keyof Kinds;

const kindNames: Record<IdentifierKind, string> = {
  org: 'an organization',
  ws: 'a workspace',
  user: 'a user',
  ep: 'an epoch',
  hold: 'a hold',
  cert: 'a certificate',
  inc: 'an incident',
  tr: 'a transfer',
  pl: 'a placement',
};

const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** Subjects of tokens come from any issuer. */
const tokenSubject = /^[A-Za-z0-9._:@|+=-]{1,128}$/;

export type ParsedIdentifier<Kind extends IdentifierKind = IdentifierKind> = {
  readonly id: Kinds[Kind];
  readonly kind: Kind;
  readonly geography: Geography;
};

/** Whether a text is a ULID in its canonical upper-case form. */
export const isUlid = (text: string): boolean => ulid.test(text);

/** Whether a text can be the subject of a token. */
export const isTokenSubject = (text: string): boolean => tokenSubject.test(text);

/** Builds an identifier from its parts. */
export const identifier = <Kind extends IdentifierKind>(geography: Geography, kind: Kind, last: string) =>
  `${geography}_${kind}_${last}` as Kinds[Kind];

/** The parts of an identifier of one of the given kinds, or undefined where the text is not one. */
export const parseIdentifier = <Kind extends IdentifierKind>(
  text: string,
  ...kinds: readonly [Kind, ...Kind[]]
): ParsedIdentifier<Kind> | undefined => {
  const [geography = '', kind = '', ...rest] = text.split('_');
  const last = rest.join('_');
  const known = kinds.find((allowed) => allowed === kind);
  if (known === undefined || !isGeography(geography)) return undefined;
  if (!isUlid(last)) return undefined;
  return { id: text as Kinds[Kind], kind: known, geography };
};

/** What a well-formed identifier of the given kinds looks like, for messages. */
export const describeIdentifier = (...kinds: readonly IdentifierKind[]): string =>
  kinds.map((kind) => `${kindNames[kind]} (<geography>_${kind}_<ULID>)`).join(' or ');

/**
 * A subject as a caller names it: by its identifier, or as `eu_user_me`, the caller's own user. The type keeps it
 * from being taken for a key before it was resolved.
 */
export type NamedSubject = string & { readonly names: 'a subject' };

/**
 * The caller's own user in a geography, in requests and in answers to who has no identifier there yet. It is a part
 * of no stored key.
 */
export const ownUser = (geography: Geography): UserId => `${geography}_user_me`;

/** The geography of a caller's own user, or undefined where a text does not name that. */
export const geographyOfOwnUser = (text: string): Geography | undefined =>
  everyGeography.find((geography) => text === ownUser(geography));

/** Whether a text names a subject. */
export const isNamedSubject = (text: string): text is NamedSubject =>
  parseIdentifier(text, 'org', 'ws', 'user') !== undefined || geographyOfOwnUser(text) !== undefined;

/** The geography that an identifier names. Identifiers are parsed at the edge, so this cannot fail. */
export const geographyOf = (id: Identifier<string>): Geography => id.slice(0, id.indexOf('_')) as Geography;

import { purgeMetrics } from '../../contract/access/purge-metrics.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import {
  type EpochId,
  type IdentifierKind,
  type OrganizationId,
  parseIdentifier,
  type SubjectId,
} from '../../domain/identifiers.ts';
import type { Cursor, Item, Store } from '../shared/store/store.ts';
import type { SweepPorts } from './ports.ts';

/** A place in the walk: the epoch that was looked at last, or the subject whose epochs were all looked at. */
export type Place = {
  readonly bucket: number;
  readonly organization: OrganizationId;
  readonly subject: SubjectId;
  /** Absent behind all epochs of the subject. */
  readonly epoch?: EpochId;
};

/**
 * Every epoch of a cell, from the list of organizations over their workspaces and members to the pointers of each:
 * by none of the ways on which the planner finds work. A member of two organizations is met twice. What stands among
 * them and names nobody of this cell is passed by, and told. Each subject ends with a place of its own: customers
 * decide how many belong to one organization and have no epoch, and a run must be able to stop among those too.
 * @param from goes on behind this place
 */
export async function* everyPlace(ports: SweepPorts, from?: Place): AsyncGenerator<Place> {
  for await (const { bucket, organization } of everyOrganization(ports, from)) {
    const inside = from?.organization === organization ? from : undefined;
    for await (const found of placesInOrganization(ports, organization, inside)) yield { bucket, ...found };
  }
}

/** Every organization of a cell, each in its bucket. @param from begins with this one, or behind where it was */
export async function* everyOrganization(
  ports: SweepPorts,
  from?: Pick<Place, 'bucket' | 'organization'>,
): AsyncGenerator<Pick<Place, 'bucket' | 'organization'>> {
  for (const [bucket, pk] of registryKeys.organizationBuckets(ports.geography).entries()) {
    if (bucket < (from?.bucket ?? 0)) continue;
    for await (const { sk } of itemsOf(ports.store, pk)) {
      if (from?.bucket === bucket && sk < from.organization) continue;
      const organization = named(ports, sk, 'org');
      if (organization !== undefined) yield { bucket, organization };
    }
  }
}

async function* placesInOrganization(
  ports: SweepPorts,
  organization: OrganizationId,
  from: Place | undefined,
): AsyncGenerator<Omit<Place, 'bucket'>> {
  if (from?.epoch !== undefined)
    yield* placesOfSubject(ports, from, { ...registryKeys.epochPointer(from.subject, from.epoch) });
  for await (const subject of subjectsOf(ports, organization, from?.subject))
    yield* placesOfSubject(ports, { organization, subject });
}

async function* placesOfSubject(
  ports: SweepPorts,
  { organization, subject }: Pick<Place, 'organization' | 'subject'>,
  behind?: Cursor,
): AsyncGenerator<Omit<Place, 'bucket'>> {
  for await (const { sk } of itemsOf(ports.store, subject, registryKeys.epochPointerPrefix, behind)) {
    const epoch = named(ports, sk.slice(registryKeys.epochPointerPrefix.length), 'ep');
    if (epoch !== undefined) yield { organization, subject, epoch };
  }
  yield { organization, subject };
}

/** An organization, its workspaces, and whoever is a member of it. @param behind goes on behind this one of them */
export async function* subjectsOf(
  ports: SweepPorts,
  organization: OrganizationId,
  behind?: SubjectId,
): AsyncGenerator<SubjectId> {
  if (behind === undefined) yield organization;
  const isMember = behind !== undefined && parseIdentifier(behind, 'user') !== undefined;
  const { workspacesPrefix, memberPrefix } = registryKeys;
  for (const prefix of isMember ? [memberPrefix] : [workspacesPrefix, memberPrefix]) {
    const first = behind !== undefined && isMember === (prefix === memberPrefix);
    const after =
      first && behind !== organization ? { pk: organization, sk: `${prefix}${behind}` } : undefined;
    for await (const { sk } of itemsOf(ports.store, organization, prefix, after)) {
      const subject = named(ports, sk.slice(prefix.length), 'ws', 'user');
      if (subject !== undefined) yield subject;
    }
  }
}

/** Something stands in the way of the walk that names nobody of this cell. */
class NamesNobody extends Error {
  override readonly name = 'NamesNobody';
}

/** An identifier of this cell; or undefined where the text is none, which counts as found. */
const named = <Kind extends IdentifierKind>(
  ports: SweepPorts,
  text: string,
  ...kinds: readonly [Kind, ...Kind[]]
) => {
  const parsed = parseIdentifier(text, ...kinds);
  if (parsed?.geography === ports.geography) return parsed.id;
  ports.report('key', new NamesNobody('an item that names nobody of this cell'));
  ports.measure({ [purgeMetrics.swept]: 1 });
  return undefined;
};

/** The items of a partition, page by page. */
export async function* itemsOf(
  store: Store,
  pk: string,
  prefix?: string,
  behind?: Cursor,
): AsyncGenerator<Item> {
  const sk = prefix === undefined ? {} : { sk: { kind: 'beginsWith', prefix } as const };
  let after = behind;
  do {
    const query = { table: 'registry', pk, ...sk, consistency: 'strong' } as const;
    const page = await store.query({ ...query, ...(after && { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

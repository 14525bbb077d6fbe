import { registryKeys } from '../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, SubjectId } from '../../domain/identifiers.ts';
import type { Cursor, Item, Store } from '../shared/store/store.ts';
import type { SweepPorts } from './ports.ts';

/** A place in the walk: the epoch that was looked at last. */
export type Place = {
  readonly bucket: number;
  readonly organization: OrganizationId;
  readonly subject: SubjectId;
  readonly epoch: EpochId;
};

/**
 * Every epoch of a cell, from the list of organizations over their workspaces and members to the pointers of each:
 * by none of the ways on which the planner finds work. A member of two organizations is met twice.
 * @param from goes on behind this place
 */
export async function* everyEpoch(ports: SweepPorts, from?: Place): AsyncGenerator<Place> {
  const { store, geography } = ports;
  let behind = from;
  for (const [bucket, pk] of registryKeys.organizationBuckets(geography).entries()) {
    if (bucket < (behind?.bucket ?? 0)) continue;
    for await (const { sk } of itemsOf(store, pk)) {
      if (behind?.bucket === bucket && sk < behind.organization) continue;
      const organization = sk as OrganizationId;
      const inside = behind?.organization === organization ? behind : undefined;
      for await (const found of epochsOfOrganization(store, organization, inside)) yield { bucket, ...found };
      behind = undefined;
    }
  }
}

async function* epochsOfOrganization(
  store: Store,
  organization: OrganizationId,
  from: Place | undefined,
): AsyncGenerator<Omit<Place, 'bucket'>> {
  let waiting = from;
  for await (const subject of subjectsOf(store, organization)) {
    if (waiting !== undefined && waiting.subject !== subject) continue;
    const after = waiting && { ...registryKeys.epochPointer(subject, waiting.epoch) };
    waiting = undefined;
    for await (const { sk } of itemsOf(store, subject, registryKeys.epochPointerPrefix, after)) {
      const epoch = sk.slice(registryKeys.epochPointerPrefix.length) as EpochId;
      yield { organization, subject, epoch };
    }
  }
}

/** An organization, its workspaces, and whoever is a member of it. */
async function* subjectsOf(store: Store, organization: OrganizationId): AsyncGenerator<SubjectId> {
  yield organization;
  for (const prefix of [registryKeys.workspacesPrefix, registryKeys.memberPrefix]) {
    for await (const { sk } of itemsOf(store, organization, prefix))
      yield sk.slice(prefix.length) as SubjectId;
  }
}

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

import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import type { Hold, HoldScope, HoldSubject } from '../../../domain/retention/hold.ts';
import { type Lot, movedOutOf, parseLotName } from '../../../domain/retention/lot.ts';
import { readPage } from '../repositories/item-page.ts';
import { everyLot, readLot } from '../repositories/lots.ts';
import { fieldsOf } from '../repositories/stored-item.ts';
import { readSubject, readWorkspaces } from '../repositories/subjects.ts';
import type { Cursor, Store } from '../store/store.ts';

/** A subject that is held is an organization or a workspace of this cell. */
export class NoSuchHoldSubject extends Error {
  override readonly name = 'NoSuchHoldSubject';
}

/**
 * Every lot in the scope of a hold, read consistently: epochs of the workspace and of its organization, or of an
 * organization and of all its workspaces. A lot comes with what was moved out of it.
 * @throws NoSuchHoldSubject
 */
export async function* lotsInScope(
  store: Store,
  { subject, scope }: Pick<Hold, 'subject' | 'scope'>,
): AsyncGenerator<Lot> {
  if (scope.of === 'lot') {
    const lot = await readLot(store, scope.epoch, scope.lot);
    if (lot !== undefined) yield lot;
    yield* everyLot(store, scope.epoch, 'ascending', movedOutOf(scope.lot));
    return;
  }
  for await (const { epoch, beginning } of placesOf(store, subject)) {
    for await (const lot of everyLot(store, epoch, 'ascending', beginning)) {
      if (isOfUse(scope, lot)) yield lot;
    }
  }
}

const isOfUse = (scope: HoldScope, { name }: Lot): boolean =>
  !('use' in scope) || parseLotName(name)?.use === scope.use;

type Place = { readonly epoch: EpochId; readonly beginning: string };

async function* placesOf(store: Store, subject: HoldSubject): AsyncGenerator<Place> {
  const found = await readSubject(store, subject);
  if (found === undefined) throw new NoSuchHoldSubject('the hold names a subject that is not here');
  if (found.kind === 'organization') {
    yield* epochsOf(store, found.id, '');
    for await (const workspace of everyWorkspace(store, found.id)) yield* epochsOf(store, workspace, '');
  } else {
    yield* epochsOf(store, found.id, '');
    yield* epochsOf(store, found.organization, `${found.id}#`);
  }
}

async function* epochsOf(store: Store, subject: HoldSubject, beginning: string): AsyncGenerator<Place> {
  const list = { table: 'registry', pk: subject, prefix: registryKeys.epochPointerPrefix } as const;
  const pointer = (item: Parameters<typeof fieldsOf>[0]) => fieldsOf<{ epoch: EpochId }>(item);
  for await (const { epoch } of everyElement((after) => readPage(store, list, after, pointer))) {
    yield { epoch, beginning };
  }
}

async function* everyWorkspace(store: Store, organization: OrganizationId): AsyncGenerator<WorkspaceId> {
  yield* everyElement(async (page) => {
    const { ids, ...rest } = await readWorkspaces(store, organization, page);
    return { elements: ids, ...rest };
  });
}

async function* everyElement<Element>(
  read: (page: {
    readonly after?: Cursor;
  }) => Promise<{ readonly elements: readonly Element[]; readonly next?: Cursor }>,
): AsyncGenerator<Element> {
  let page: { readonly after?: Cursor } = {};
  for (;;) {
    const { elements, next } = await read(page);
    yield* elements;
    if (next === undefined) return;
    page = { after: next };
  }
}

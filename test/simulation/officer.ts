import { ulid } from 'ulid';
import { identifier, type WorkspaceId } from '../../domain/identifiers.ts';
import type { HoldScope, HoldSubject } from '../../domain/retention/hold.ts';
import { hours, isoOf, seconds } from '../../domain/time.ts';
import { placeHold } from '../../lambdas/shared/holds/place-hold.ts';
import { releaseHold } from '../../lambdas/shared/holds/release-hold.ts';
import { fieldsOf } from '../../lambdas/shared/repositories/stored-item.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { aHoldRequest } from '../support/holds.ts';
import type { Act } from './acts.ts';
import { somebody } from './customers.ts';
import { invoke } from './people.ts';
import type { World } from './world.ts';

/** A privacy officer, who orders that data is kept and lets it go again. */

type ActOf<Kind extends Act['kind']> = Extract<Act, { kind: Kind }>;

const actor = { kind: 'service', tokenSubject: 'officer-1' } as const;

/** The order of a hold by its name in the schedule; the officer finds it again by that, whatever was answered. */
type Order = {
  readonly subject: HoldSubject;
  readonly workspaces: readonly WorkspaceId[];
  readonly scope: HoldScope;
};

const orderOf = (
  { scheduler: { random }, lots }: World,
  { sharing, of, whose: draw }: ActOf<'hold'>,
  amid: Item | undefined,
): Order | undefined => {
  const met = amid && metIn(amid);
  const workspace = met?.workspace ?? sharing.workspaces[Math.floor(draw * sharing.workspaces.length)];
  if (workspace === undefined) throw new RangeError('a sharing has workspaces');
  const use = met?.use ?? sharing.use;
  const reached = sharing.workspaces.includes(workspace) && sharing.subject.startsWith('us_org_');
  const wide = reached && random.chance(0.3);
  const whose = wide
    ? { subject: sharing.subject as HoldSubject, workspaces: sharing.workspaces }
    : { subject: workspace, workspaces: [workspace] };
  if (of === 'workspace') return { ...whose, scope: { of: 'subject' } };
  if (of === 'use') return { ...whose, scope: { of, use } };
  if (of === 'person') return { ...whose, scope: { of, use, person: somebody } };
  const own = lots().filter((pk) => pk.includes(`#${workspace}#`));
  if (own.length === 0) return undefined;
  const [epoch = '', ...lot] = (met?.pk ?? random.pick(own)).split('#');
  const scope = { of, epoch, lot: lot.join('#') } as HoldScope;
  return { subject: workspace, workspaces: [workspace], scope };
};

/** The lot whose item was changed, as the content table names it, and what it is of. */
const metIn = ({ pk, sk }: Item) => {
  const [, workspace, use = ''] = sk.split('#');
  return { pk: `${pk}#${sk.slice('lot#'.length)}`, workspace: workspace as WorkspaceId, use };
};

/**
 * Has a hold placed: at once, or the moment a worker wrote a page down that it is about to delete, or a lot was sent
 * to a worker that is about to claim it.
 */
export const places = (world: World, act: ActOf<'hold'>): void => {
  let placed = false;
  const place = (amid?: Item) => {
    if (!placed) order(world, act, amid);
    placed = true;
  };
  if (act.amidWithin === 0) {
    place();
    return;
  }
  const awaited = world.scheduler.random.pick([isPage, isPlanned]);
  world.watch((changes) => {
    const met = placed ? undefined : changes.find(({ before, after }) => awaited(after) && !awaited(before));
    if (met === undefined) return;
    world.slowWorkers();
    place(met.after);
  });
  world.scheduler.start(`waits ${act.hold}`, async ({ wait }) => {
    await wait(act.amidWithin);
    place();
  });
};

const isPage = (item: Item | undefined): boolean => item?.page !== undefined && item.sk.startsWith('lot#');
const isPlanned = (item: Item | undefined): boolean =>
  item?.plannedUntil !== undefined && item.sk.startsWith('lot#');

const order = (world: World, act: ActOf<'hold'>, amid: Item | undefined): void => {
  const drawn = orderOf(world, act, amid);
  if (drawn === undefined) return;
  const { subject, workspaces, scope } = drawn;
  const { hold: name, until } = act;
  const { scheduler } = world;
  const id = identifier('us', 'hold', ulid(scheduler.clock.now(), scheduler.random.fraction));
  const entry = world.observer.holds({
    id,
    name,
    workspaces,
    scope: scope.of === 'lot' ? { of: 'lot', pk: `${scope.epoch}#${scope.lot}` } : scope,
    ...(until !== undefined && { until }),
    begunAt: world.scheduler.clock.now(),
    releases: [],
  });
  world.orders.set(name, { subject, entry });
  const request = aHoldRequest(subject, scope, {
    id,
    authority: { body: 'court', reference: name },
    ...(until !== undefined && { until: isoOf(until) }),
  });
  const ask = () =>
    invoke(world, 'officer', async (own) => {
      const placed = await placeHold(world.as(own, 'officer').ports, request);
      entry.endedAt ??= scheduler.clock.now();
      entry.status ??= placed.ok ? 201 : 409;
    });
  ask();
  if (!scheduler.random.chance(0.3)) return;
  scheduler.start(`again ${name}`, async ({ wait }) => {
    await wait(patience);
    // The same order once more, whether or not the first was answered: it is one hold.
    ask();
  });
};

/** How long an officer waits before asking again. */
const patience = seconds(20);

/** Releases what stands under a name, if anything does. */
export const releases = (world: World, { hold: name }: ActOf<'release'>): void => {
  const known = world.orders.get(name);
  if (known === undefined) return;
  const { subject, entry } = known;
  const { scheduler, schedule } = world;
  const { now } = scheduler.clock;
  const ask = () => {
    const release: (typeof entry.releases)[number] & { endedAt?: number; status?: number } = {
      begunAt: now(),
    };
    entry.releases = [...entry.releases, release];
    invoke(world, 'officer', async (own) => {
      const { ports } = world.as(own, 'officer');
      for (const id of await idsOf(ports.store, subject, entry.id)) {
        const released = await releaseHold(ports, subject, id, actor);
        release.status = released.ok ? 200 : 503;
      }
      release.endedAt = now();
    });
  };
  ask();
  if (!schedule.isLost) return;
  scheduler.start(`again release of ${name}`, async ({ wait }) => {
    // While there is no registry nobody finds the hold, and the answer says nothing.
    for (let time = 0; time < hoursOfAsking; time += 1) {
      await wait(hours(1));
      if (entry.releases.some(({ status }) => status === 200)) return;
      ask();
    }
  });
};

/** For how many hours an officer goes on asking: a restore does not take longer. */
const hoursOfAsking = 24;

type Ports = ReturnType<World['as']>['ports'];

const idsOf = async (store: Ports['store'], subject: HoldSubject, wanted: string | undefined) => {
  const sk = { kind: 'beginsWith', prefix: 'hold#' } as const;
  const found: Parameters<typeof releaseHold>[2][] = [];
  let page = await store.query({ table: 'registry', pk: subject, sk, consistency: 'strong' });
  for (;;) {
    for (const item of page.items) {
      const { id } = fieldsOf<Pick<Placed, 'id'>>(item);
      if (id === wanted) found.push(id);
    }
    if (page.next === undefined) return found;
    page = await store.query({ table: 'registry', pk: subject, sk, consistency: 'strong', after: page.next });
  }
};

type Placed = Extract<Awaited<ReturnType<typeof placeHold>>, { ok: true }>['hold'];

import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import { type CommittedActor, continueChain } from '../../../domain/consent/ledger.ts';
import type { Geography } from '../../../domain/geographies.ts';
import {
  geographyOf,
  type OrganizationId,
  type SubjectId,
  type UserId,
  type WorkspaceId,
} from '../../../domain/identifiers.ts';
import { spreadOver } from '../../../domain/retention/lot.ts';
import { instantOf } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import { type Action, equals, type Item, isNew, type Store } from '../store/store.ts';
import { type PageWanted, readPage } from './item-page.ts';
import { appendActions } from './ledger.ts';
import { membershipActions } from './members.ts';
import { outboxAction } from './outbox.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

type SubjectFacts = {
  /** The program versions that were current when the subject was created. */
  readonly programs: readonly { readonly id: string; readonly version: number }[];
  /** Set by the operator when the organization is created; never changes. */
  readonly home: Geography;
  readonly state: 'open' | 'closing' | 'closed';
  readonly createdAt: string;
};

export type Organization = SubjectFacts & {
  readonly kind: 'organization';
  readonly id: OrganizationId;
  /** Random; the owner's client hands it to each cell in which the organization has a part. */
  readonly link: string;
};

export type Workspace = SubjectFacts & {
  readonly kind: 'workspace';
  readonly id: WorkspaceId;
  readonly organization: OrganizationId;
  /** Where its data lies: chosen when it was created, and for good (SC-6). */
  readonly geography: Geography;
  /** What it runs on, as its owner named it when it was created, and for good (SC-2). */
  readonly capacity?: string;
};

export type Subject = Organization | Workspace;

/** An organization or workspace, read consistently; or undefined. */
export const readSubject = async (store: Store, subject: SubjectId): Promise<Subject | undefined> => {
  const item = await store.get('registry', registryKeys.subject(subject), 'strong');
  return item && fieldsOf<Subject>(item);
};

/**
 * Creates an organization or a workspace: the subject, its place in the list, its first owner, and entry 0 of
 * its ledger.
 */
export const createSubjectActions = (
  ports: Pick<CellPorts, 'geography' | 'randomness'>,
  subject: Subject,
  people: { readonly firstOwner: UserId; readonly actor: CommittedActor },
): readonly Action[] => {
  const at = instantOf(subject.createdAt);
  const organization = subject.kind === 'workspace' ? { organization: subject.organization } : {};
  const capacity = subject.kind === 'workspace' && subject.capacity ? { capacity: subject.capacity } : {};
  const entry = continueChain(subject.id, undefined, {
    at,
    event: {
      type: 'subject-created',
      home: subject.home,
      owner: people.firstOwner,
      programs: subject.programs,
      ...organization,
      ...capacity,
    },
    commitment: people.actor.commitment,
  });
  return [
    ...standingActions(subject, people.firstOwner),
    ...appendActions(entry, people.actor.kept),
    outboxAction(ports, { type: 'SubjectCreated', detail: { subject: subject.id, ...organization } }, at),
    ...(subject.kind === 'workspace' ? [organizationIsOpen(subject.organization)] : []),
  ];
};

/** Writes a subject that was not there, with its place in the list and its first owner. */
export const standingActions = (subject: Subject, firstOwner: UserId): readonly Action[] => [
  {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.subject(subject.id), subject),
    condition: isNew,
  },
  { kind: 'put', table: 'registry', item: storedItem(listKeyOf(subject), { id: subject.id }) },
  ...membershipActions(subject, { user: firstOwner, roles: ['owner'] }),
];

/** Where the lists of organizations and of an organization's workspaces are walked from. */
const listKeyOf = (subject: Subject) =>
  subject.kind === 'organization'
    ? registryKeys.organizationListed(subject.id, spreadOver(subject.id, buckets.organizations))
    : registryKeys.workspaceOf(subject.organization, subject.id);

const organizationIsOpen = (organization: OrganizationId): Action => ({
  kind: 'check',
  table: 'registry',
  key: registryKeys.subject(organization),
  condition: equals('state', 'open'),
});

/** A page of the organizations of which somebody is a member. */
export const readMyOrganizations = async (store: Store, user: UserId, page: PageWanted) => {
  const prefix = `${registryKeys.membershipPrefix}${geographyOf(user)}_org_`;
  const list = { table: 'registry', pk: user, prefix } as const;
  const organizationIn = (item: Item) => fieldsOf<{ subject: OrganizationId }>(item).subject;
  const { elements: ids, ...rest } = await readPage(store, list, page, organizationIn);
  return { ids, ...rest };
};

/** A page of the workspaces of an organization in this cell. */
export const readWorkspaces = async (store: Store, organization: OrganizationId, page: PageWanted) => {
  const list = { table: 'registry', pk: organization, prefix: registryKeys.workspacesPrefix } as const;
  const workspaceIn = (item: Item) => fieldsOf<{ id: WorkspaceId }>(item).id;
  const { elements: ids, ...rest } = await readPage(store, list, page, workspaceIn);
  return { ids, ...rest };
};

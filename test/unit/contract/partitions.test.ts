import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admissionKeys } from '../../../contract/tables/admissions.ts';
import { contentKeys } from '../../../contract/tables/content.ts';
import { everyPartition, type PartitionedTable } from '../../../contract/tables/every-partition.ts';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { incidentKeys, incidentRecordKeys } from '../../../contract/tables/incidents.ts';
import { logKeys } from '../../../contract/tables/log.ts';
import { buckets, lockingKeys, registryKeys } from '../../../contract/tables/registry.ts';
import { movingKeys, transferKeys } from '../../../contract/tables/transfers.ts';
import { everyGeography } from '../../../domain/geographies.ts';
import { identifier } from '../../../domain/identifiers.ts';
import { kindsOf } from '../../support/operations.ts';

const geography = fc.constantFrom(...everyGeography);
const ulid = fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
const tokenSubject = fc.stringMatching(/^[A-Za-z0-9._:@|+=-]{1,128}$/);
const bucket = fc.nat({ max: Math.max(...Object.values(buckets)) - 1 });

const facts = fc.record({
  in: geography,
  ulid,
  sub: tokenSubject,
  bucket,
  sequence: fc.nat(),
  any: fc.string(),
});
type Facts = typeof facts extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const organization = (drawn: Facts) => identifier(drawn.in, 'org', drawn.ulid);
const workspace = (drawn: Facts) => identifier(drawn.in, 'ws', drawn.ulid);
const user = (drawn: Facts) => identifier(drawn.in, 'user', drawn.ulid);
const epoch = (drawn: Facts) => identifier(drawn.in, 'ep', drawn.ulid);
const incident = (drawn: Facts) => identifier(drawn.in, 'inc', drawn.ulid);

const placement = (drawn: Facts) => identifier(drawn.in, 'pl', drawn.ulid);
const transfer = (drawn: Facts) => identifier(drawn.in, 'tr', drawn.ulid);

const eachSubject = (drawn: Facts) => [organization(drawn), workspace(drawn), user(drawn)];

type MadeKeys = Readonly<Record<string, (drawn: Facts) => readonly string[]>>;

const ofSubject = (subject: typeof organization | typeof workspace | typeof user): MadeKeys => ({
  subject: (drawn) => [registryKeys.subject(subject(drawn)).pk],
  member: (drawn) => [registryKeys.member(subject(drawn), user(drawn)).pk],
  setting: (drawn) => [registryKeys.setting(subject(drawn), drawn.any, drawn.any).pk],
  epochPointer: (drawn) => [registryKeys.epochPointer(subject(drawn), epoch(drawn)).pk],
  closure: (drawn) => [registryKeys.closure(subject(drawn), epoch(drawn)).pk],
  holdGate: (drawn) => [registryKeys.holdGate(subject(drawn)).pk],
  hold: (drawn) => [registryKeys.hold(subject(drawn), identifier(drawn.in, 'hold', drawn.ulid)).pk],
  idempotency: (drawn) => [registryKeys.idempotency(subject(drawn), drawn.any).pk],
});

/** Whatever makes a partition key, by table and the kind of partition that it is to be. */
const made: { readonly [Table in PartitionedTable]: Readonly<Record<string, MadeKeys>> } = {
  registry: {
    organizations: {
      organizationBuckets: (drawn) => registryKeys.organizationBuckets(drawn.in),
      organizationListed: (drawn) => [registryKeys.organizationListed(organization(drawn), drawn.bucket).pk],
    },
    admissions: {
      list: (drawn) => [admissionKeys.list(drawn.in)],
      listed: (drawn) => [
        admissionKeys.listed('waiting', drawn.any, organization(drawn), drawn.any, drawn.any).pk,
      ],
    },
    subjects: {
      workspaceOf: (drawn) => [registryKeys.workspaceOf(organization(drawn), workspace(drawn)).pk],
      ...ofSubject((drawn) => (drawn.bucket % 2 === 0 ? organization(drawn) : workspace(drawn)) as never),
    },
    names: {
      name: (drawn) => eachSubject(drawn).map((subject) => registryKeys.name(subject, drawn.sequence).pk),
      namesOf: (drawn) => eachSubject(drawn).map(registryKeys.namesOf),
    },
    tokens: {
      userOfToken: (drawn) => [registryKeys.userOfToken(drawn.in, drawn.sub).pk],
    },
    users: {
      personOf: (drawn) => [registryKeys.personOf(user(drawn)).pk],
      membership: (drawn) => [registryKeys.membership(user(drawn), organization(drawn)).pk],
      ...ofSubject(user),
    },
    epochs: {
      epoch: (drawn) => [registryKeys.epoch(epoch(drawn)).pk],
      gate: (drawn) => [registryKeys.gate(epoch(drawn), drawn.bucket).pk],
      lot: (drawn) => [registryKeys.lot(epoch(drawn), drawn.any).pk],
      salt: (drawn) => [registryKeys.salt(epoch(drawn), drawn.any).pk],
    },
    closing: {
      closing: (drawn) => [registryKeys.closing(epoch(drawn), drawn.any, drawn.bucket).pk],
      closingPending: (drawn) => [registryKeys.closingPending(epoch(drawn), drawn.bucket).pk],
      closingBuckets: (drawn) => registryKeys.closingBuckets(drawn.in),
    },
    holding: {
      holding: (drawn) => [
        registryKeys.holding(
          organization(drawn),
          identifier(drawn.in, 'hold', drawn.ulid),
          drawn.any,
          drawn.bucket,
        ).pk,
      ],
      holdingBuckets: (drawn) => registryKeys.holdingBuckets(drawn.in),
    },
    outbox: {
      outbox: (drawn) => [registryKeys.outbox(drawn.in, drawn.ulid, drawn.bucket).pk],
      outboxBuckets: (drawn) => registryKeys.outboxBuckets(drawn.in),
    },
    switches: {
      purging: (drawn) => [registryKeys.purging(drawn.in).pk],
      purgingChange: (drawn) => [registryKeys.purgingChange(drawn.in, drawn.sequence).pk],
    },
    sweep: {
      sweepProgress: (drawn) => [registryKeys.sweepProgress(drawn.in).pk],
      namesProgress: (drawn) => [registryKeys.namesProgress(drawn.in).pk],
    },
    serving: { serving: (drawn) => [registryKeys.serving(drawn.in).pk] },
    signing: {
      signing: (drawn) => [registryKeys.signing(epoch(drawn), drawn.any, drawn.any, drawn.bucket).pk],
      signingCheckpoint: (drawn) => [lockingKeys.signingCheckpoint(drawn.in, drawn.any, 1).pk],
      signingBuckets: (drawn) => registryKeys.signingBuckets(drawn.in),
    },
    due: {
      due: (drawn) => [registryKeys.due(drawn.in, drawn.any, drawn.any, drawn.bucket).duePk],
      dueBuckets: (drawn) => registryKeys.dueBuckets(drawn.in),
    },
    audit: {
      drift: (drawn) => [registryKeys.drift(drawn.in, drawn.any).pk],
      latestAudit: (drawn) => [registryKeys.latestAudit(drawn.in).pk],
      audit: (drawn) => [registryKeys.audit(drawn.in, drawn.bucket).pk],
    },
    incidents: {
      listed: (drawn) => [
        incidentKeys.listed(incident(drawn), 'all', 'open').pk,
        incidentKeys.listed(incident(drawn), user(drawn), 'closed').pk,
      ],
      list: (drawn) => [
        incidentKeys.list(drawn.in, organization(drawn)),
        incidentKeys.list(drawn.in, 'cell'),
      ],
    },
    found: {
      found: (drawn) => [incidentKeys.found(incident(drawn), drawn.any).pk],
      foundList: (drawn) => [incidentKeys.foundList(drawn.in)],
    },
    moving: {
      moving: (drawn) => [
        movingKeys.moving(organization(drawn), transfer(drawn), drawn.any, drawn.bucket).pk,
        movingKeys.moving(user(drawn), placement(drawn), drawn.any, drawn.bucket).pk,
      ],
      movingBuckets: (drawn) => movingKeys.movingBuckets(drawn.in),
    },
  },
  content: {
    lots: {
      partition: (drawn) => [contentKeys.partition(epoch(drawn), drawn.any)],
      record: (drawn) => [contentKeys.record(epoch(drawn), drawn.any, drawn.ulid, drawn.bucket).pk],
    },
  },
  evidence: {
    subjects: {
      entry: (drawn) => [evidenceKeys.entry(organization(drawn), drawn.sequence).pk],
      record: (drawn) => [logKeys.record(organization(drawn), drawn.sequence).pk],
    },
    users: {
      entry: (drawn) => [evidenceKeys.entry(user(drawn), drawn.sequence).pk],
      record: (drawn) => [logKeys.record(user(drawn), drawn.sequence).pk],
    },
    epochs: { purge: (drawn) => [evidenceKeys.purge(epoch(drawn), drawn.any).pk] },
    serving: { opened: (drawn) => [evidenceKeys.opened(drawn.in).pk] },
    certificates: {
      revision: (drawn) => [logKeys.revision(identifier(drawn.in, 'cert', drawn.ulid), drawn.bucket).pk],
    },
    incidents: {
      entry: (drawn) => [incidentRecordKeys.entry(incident(drawn), drawn.sequence).pk],
      record: (drawn) => [incidentRecordKeys.record(incident(drawn), drawn.sequence).pk],
    },
    transfers: {
      partition: (drawn) => eachSubject(drawn).map(transferKeys.partition),
      entry: (drawn) => [transferKeys.entry(workspace(drawn), transfer(drawn)).pk],
      report: (drawn) => [transferKeys.report(workspace(drawn), placement(drawn)).pk],
      unknown: (drawn) => [transferKeys.unknown(workspace(drawn), transfer(drawn)).pk],
    },
    log: {
      logEntry: (drawn) => [logKeys.logEntry(drawn.in, drawn.bucket, drawn.sequence).pk],
      checkpoint: (drawn) => [logKeys.checkpoint(drawn.in, drawn.sequence).pk],
      signingKey: (drawn) => [logKeys.signingKey(drawn.in, drawn.any).pk],
    },
  },
};

const cases = Object.entries(made).flatMap(([table, kinds]) =>
  Object.entries(kinds).flatMap(([kind, keys]) =>
    Object.entries(keys).map(([name, pks]) => [name, table as PartitionedTable, kind, pks] as const),
  ),
);

/** What makes keys, and not starts of sort keys or the like. */
const makesKeys = (value: unknown, name: string) => typeof value === 'function' && !/[pP]refix$/.test(name);

describe('a partition key', () => {
  test.each(cases)(
    'made by %s of %s fits the patterns of %s, and of no other kind',
    (_, table, kind, pks) => {
      fc.assert(
        fc.property(facts, (drawn) => {
          for (const pk of pks(drawn)) {
            expect(kindsOf(table, pk)).toEqual([kind]);
            const own: Readonly<Record<string, (geography: typeof drawn.in) => readonly string[]>> =
              everyPartition[table];
            for (const pattern of own[kind]?.(drawn.in) ?? []) expect(pattern).toMatch(`${drawn.in}_`);
          }
        }),
      );
    },
  );

  test('is made by nothing that is not listed here, and has no kind without keys', () => {
    const builders = {
      registry: { ...registryKeys, ...lockingKeys, ...incidentKeys, ...movingKeys },
      content: contentKeys,
      evidence: { ...evidenceKeys, ...logKeys, ...incidentRecordKeys, ...transferKeys },
    };
    for (const [table, keys] of Object.entries(builders) as [PartitionedTable, object][]) {
      const listed = new Set(Object.values(made[table]).flatMap((kind) => Object.keys(kind)));
      const names = Object.entries(keys).flatMap(([name, value]) => (makesKeys(value, name) ? [name] : []));
      expect([...listed].sort()).toEqual(names.sort());
      expect(Object.keys(made[table]).sort()).toEqual(Object.keys(everyPartition[table]).sort());
    }
  });
});

import { environmentNames } from '../../contract/access/access.ts';
import { geographies } from '../../domain/geographies.ts';
import { environmentFor } from '../constructs/function-environment.ts';
import { copiesOf } from '../copies.ts';
import { below, type CellResource, eachOf } from './cell.ts';
import type { Facts } from './facts.ts';
import { names, startedBySchedule } from './functions.ts';
import { type Mismatch, unexplained } from './mismatch.ts';

/** Values that must be what was chosen, letter by letter. */
const toldValues = ({ config }: Facts): Readonly<Record<string, string>> => ({
  [environmentNames.cellDirectory]: JSON.stringify(config.cellDirectory),
  [environmentNames.programs]: JSON.stringify(config.programs),
  [environmentNames.retentionTick]: String(config.retention.every / 1_000),
  [environmentNames.nameLife]: String(config.evidence.namesKeptFor / 1_000),
});

/** What functions are told beyond what their access files ask for; the cell directory is an address abroad. */
const tellings = (facts: Facts): readonly Mismatch[] =>
  facts.functions.flatMap(({ resource, access }) => {
    const variables = below(resource.properties, 'Environment', 'Variables');
    const asked = access === undefined ? [] : Object.keys(environmentFor(access, environmentNames));
    const told = toldValues(facts);
    return Object.entries(variables).flatMap(([name, given]) => {
      if (!asked.includes(name)) {
        return [unexplained(resource, `is told ${name}`, asked.join(', ') || 'nothing')];
      }
      const expected = told[name];
      const value = facts.cell.text(given);
      return expected === undefined || value === expected
        ? []
        : [unexplained(resource, `is told ${name} ${value}`, expected)];
    });
  });

const scheduled = (facts: Facts, rule: CellResource, target: string): readonly Mismatch[] => {
  const access = facts.functions.find((one) => names(target, one))?.access;
  return access !== undefined && startedBySchedule(access).length > 0
    ? []
    : [unexplained(rule, `starts ${target}`, 'functions whose access file names a schedule')];
};

/** Addresses that events can be sent to: the witness that was chosen, and no other. */
const addresses = ({ cell, config, witness }: Facts): readonly Mismatch[] =>
  cell
    .ofType('AWS::Events::ApiDestination', 'AWS::Events::Connection')
    .filter(({ id }) => id !== witness?.destination && id !== witness?.connection)
    .map((resource) => {
      const to = cell.text(resource.properties.InvocationEndpoint ?? 'an address');
      const chosen = config.evidence.witness?.url;
      return unexplained(
        resource,
        `lets events be sent to ${to}`,
        chosen === undefined ? 'none' : `signed checkpoints alone, sent to ${chosen}`,
      );
    });

/**
 * Rules of EventBridge: schedules of functions that ask for one. Nothing listens to the bus within the cell, but the
 * rule of the witness.
 */
const rules = (facts: Facts): readonly Mismatch[] =>
  facts.cell.ofType('AWS::Events::Rule').flatMap((rule) => {
    const { EventPattern, Targets } = rule.properties;
    const targets = eachOf(Targets).map(({ Arn }) => facts.cell.text(Arn));
    if (rule.id === facts.witness?.rule) return [];
    if (EventPattern === undefined) return targets.flatMap((target) => scheduled(facts, rule, target));
    return [
      unexplained(
        rule,
        `passes events on to ${targets.join(', ')}`,
        'no recipients: a cell hands nothing to anybody',
      ),
    ];
  });

const mappings = ({ cell, functions, anchors }: Facts): readonly Mismatch[] =>
  cell.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
    const target = cell.text(mapping.properties.FunctionName);
    const source = cell.text(mapping.properties.EventSourceArn);
    const triggers = functions.find((one) => names(target, one))?.access?.triggers ?? [];
    const sources = triggers.flatMap(({ kind }) => {
      if (kind === 'queue') return [anchors.purgeQueue];
      return kind === 'outbox-stream' ? [anchors.registryStream] : [];
    });
    return sources.includes(source)
      ? []
      : [unexplained(mapping, `feeds ${target} from ${source}`, sources.join(', ') || 'nothing')];
  });

const tableTypes = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'] as const;

/** Where a table may lie: at home and, where the configuration asks for its copy, in that region. */
const regionsOf = ({ anchors, geography, config }: Facts, { id }: CellResource): readonly string[] => {
  const copies = copiesOf(config, geography);
  const isAsked = copies?.tables.some((table) => anchors.tables[table] === `<${id}.Arn>`) ?? false;
  return [geographies[geography].region, ...(copies !== undefined && isAsked ? [copies.region] : [])];
};

/** Stores that the cell has beside its three, their copies elsewhere, and permissions that they give themselves. */
const stores = (facts: Facts): readonly Mismatch[] => {
  const { cell, anchors } = facts;
  const declared = Object.values(anchors.tables);
  return cell.ofType(...tableTypes).flatMap((table) => {
    const { properties } = table;
    const replicas = eachOf(properties.Replicas);
    const regions = regionsOf(facts, table);
    const copies = replicas
      .map(({ Region }) => cell.text(Region))
      .filter((region) => !regions.includes(region));
    const opened = [properties, ...replicas].some((part) => part.ResourcePolicy !== undefined);
    return [
      ...(declared.includes(`<${table.id}.Arn>`)
        ? []
        : [unexplained(table, 'a table that no output names', declared.join(', '))]),
      ...copies.map((region) => unexplained(table, `is copied to ${region}`, regions.join(', '))),
      ...(opened ? [unexplained(table, 'has a policy of its own', 'the policies of roles')] : []),
    ];
  });
};

/** Where data and events can go in a cell without a use or a trigger that explains it. */
export const unexplainedFlows = (facts: Facts): readonly Mismatch[] => [
  ...tellings(facts),
  ...rules(facts),
  ...addresses(facts),
  ...mappings(facts),
  ...stores(facts),
];

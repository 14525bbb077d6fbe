import type { Program, SettingDefinition } from '../../domain/programs/program.ts';
import { geographiesOf } from '../../domain/programs/program.ts';
import { describePlacement, keepsRecords, type UseDefinition } from '../../domain/programs/use.ts';
import { copiesOf } from '../copies.ts';
import { brokenDeadlines } from '../deadline-check.ts';
import { missingOutputs } from './anchors.ts';
import { below, eachOf } from './cell.ts';
import type { Facts } from './facts.ts';
import { type CellFunction, names } from './functions.ts';
import { type Mismatch, withoutMeans } from './mismatch.ts';
import { may, purgePathOf } from './purge-path.ts';

/** A use that a setting can permit in the geography of the cell. */
type Decision = { readonly name: string; readonly program: Program; readonly use: UseDefinition };

const canBeDecidedIn = ({ geography }: Facts, { availableIn, notApplicable }: SettingDefinition): boolean =>
  geographiesOf(availableIn).includes(geography) && notApplicable?.within !== geography;

const decisionsOf = (facts: Facts): readonly Decision[] =>
  facts.programs.flatMap((program) =>
    Object.values(program.settings)
      .filter((setting) => canBeDecidedIn(facts, setting))
      .flatMap(({ permits }) => permits)
      .flatMap((useId) => {
        const use = program.uses[useId];
        return use === undefined ? [] : [{ name: `${program.id}/${useId}`, program, use }];
      }),
  );

/** The functions that answer a route. */
const answering = ({ cell, functions }: Facts, key: string): readonly CellFunction[] => {
  const targets = cell
    .ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => cell.text(properties.RouteKey) === key)
    .map(({ properties }) => cell.text(properties.Target));
  const uris = cell
    .ofType('AWS::ApiGatewayV2::Integration')
    .filter(({ id }) => targets.includes(`integrations/<${id}>`))
    .map(({ properties }) => cell.text(properties.IntegrationUri));
  return functions.filter((one) => uris.some((uri) => names(uri, one)));
};

/** How long after its deletion a record of content could come back: the deadline budget counts nothing for it. */
const lingersIn = ({ cell, anchors }: Facts): boolean =>
  cell
    .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .filter(({ id }) => anchors.tables.content === `<${id}.Arn>`)
    .some(({ properties }) =>
      [properties, ...eachOf(properties.Replicas)].some(
        (part) =>
          cell.text(below(part, 'PointInTimeRecoverySpecification').PointInTimeRecoveryEnabled) === 'true' ||
          part.StreamSpecification !== undefined ||
          part.KinesisStreamSpecification !== undefined,
      ),
    );

const meansOfKeeping = (facts: Facts, { name, program, use }: Decision): readonly Mismatch[] => {
  if (!keepsRecords(use)) return [];
  const { content, registry } = facts.anchors.tables;
  const path = purgePathOf(facts);
  const captures = answering(facts, 'POST /v1/captures').some((one) =>
    may(facts, one, [`dynamodb:PutItem ${content}`, `dynamodb:UpdateItem ${registry}`]),
  );
  const only = { ...program, uses: { [name.slice(program.id.length + 1)]: use } };
  return [
    ...(captures
      ? []
      : [
          withoutMeans(
            name,
            'no function that captures may write content',
            'POST /v1/captures with its function',
          ),
        ]),
    ...(lingersIn(facts)
      ? [withoutMeans(name, 'deleted content can come back', 'content without recovery window and stream')]
      : []),
    ...('missing' in path
      ? [withoutMeans(name, path.missing, 'a schedule, a planner, a queue and a worker')]
      : brokenDeadlines([only], path.every).map((sentence) =>
          withoutMeans(name, `its deadline cannot be kept (${sentence})`, 'a schedule that is fast enough'),
        )),
  ];
};

/** A cell calls no other: what leaves its geography is sent by services of the vendor, and declared so. */
const meansOfPassing = ({ name, use }: Decision): readonly Mismatch[] => {
  if (keepsRecords(use) || use.placement === 'stays' || use.carriedOutBy === 'services-of-the-vendor')
    return [];
  const placement = describePlacement(use.placement);
  const performer = use.carriedOutBy ?? 'nobody';
  return [
    withoutMeans(name, `its data (${placement}) would be sent by ${performer}`, 'services-of-the-vendor'),
  ];
};

/** Choosing writes setting, epoch and ledger. */
const meansOfChoosing = (facts: Facts, decisions: readonly Decision[]): readonly Mismatch[] => {
  const { registry, evidence } = facts.anchors.tables;
  const key = 'PUT /v1/settings/{subject}/{program}/{setting}';
  const chooses = answering(facts, key).some((one) =>
    may(facts, one, [`dynamodb:PutItem ${registry}`, `dynamodb:PutItem ${evidence}`]),
  );
  return chooses || decisions.length === 0
    ? []
    : [
        withoutMeans(
          decisions.map(({ name }) => name).join(', '),
          'no function records a choice and its ledger entry',
          `${key} with its function`,
        ),
      ];
};

/** Copies that the configuration asks for, once their key is there (DL-2). */
const meansOfCopying = ({ cell, anchors, config, geography }: Facts): readonly Mismatch[] => {
  const copies = copiesOf(config, geography);
  if (copies?.keyArn === undefined) return [];
  return copies.tables.flatMap((name) => {
    const replicas = cell
      .ofType('AWS::DynamoDB::GlobalTable')
      .filter(({ id }) => anchors.tables[name] === `<${id}.Arn>`)
      .flatMap(({ properties }) => eachOf(properties.Replicas));
    return replicas.some(({ Region }) => cell.text(Region) === copies.region)
      ? []
      : [withoutMeans(`a copy of the ${name}`, 'no table has it', `a replica in ${copies.region}`)];
  });
};

/** An outside witness that the configuration asks for. */
const meansOfWitnessing = ({ config, witness }: Facts): readonly Mismatch[] => {
  const chosen = config.evidence.witness;
  return chosen === undefined || witness !== undefined
    ? []
    : [
        withoutMeans(
          'an outside witness of the log',
          'no rule sends it checkpoints, or one sends more or elsewhere',
          `one rule that sends signed checkpoints to ${chosen.url}, as lib/constructs/outside-witness.ts makes it`,
        ),
      ];
};

/** Decisions that the settings of a cell can come to, and that nothing in it carries out (BY-6). */
export const decidedWithoutMeans = (facts: Facts): readonly Mismatch[] => {
  const decisions = decisionsOf(facts);
  const missing = missingOutputs(facts.cell).map((output) =>
    withoutMeans('anything', `the output ${output} is missing`, 'the outputs of a cell'),
  );
  return [
    ...missing,
    ...decisions.flatMap((decision) => [...meansOfKeeping(facts, decision), ...meansOfPassing(decision)]),
    ...meansOfChoosing(facts, decisions),
    ...meansOfCopying(facts),
    ...meansOfWitnessing(facts),
  ];
};

import type { ControlOf } from '../../domain/audit/control.ts';
import { factOf, statementsOf } from '../../domain/audit/facts.ts';
import { nameHole } from '../../domain/audit/names.ts';
import type { Pin } from '../residency/pin.ts';
import type { Part } from '../residency/template/part.ts';
import type { Resource } from '../residency/template/template.ts';
import { factsAt, textAt, written } from './written.ts';

const targetFact = (target: Part): string =>
  factOf({
    arn: textAt(target, 'Arn'),
    deadLetters: textAt(target, 'DeadLetterConfig', 'Arn'),
    role: textAt(target, 'RoleArn'),
    input: written(target, 'InputTransformer'),
  });

/** What a rule listens to, where it listens to anything: as one text, whatever the order in it. */
const patternOf = (rule: Part) => {
  const pattern = written(rule, 'EventPattern');
  return pattern === undefined ? {} : { pattern: [factOf(Object(pattern))] };
};

/** A rule: when it fires, what it listens to, and whom it tells of what. */
export const ruleControl = ({ id, properties: rule }: Resource): ControlOf<'rule'> => ({
  kind: 'rule',
  resource: id,
  stated: {
    schedule: factsAt(rule, 'ScheduleExpression'),
    ...patternOf(rule),
    state: [textAt(rule, 'State') ?? 'ENABLED'],
    targets: rule.each('Targets').map(targetFact),
  },
});

/** The statements of policies that stand beside what they are about. */
export const policiesAbout = (all: readonly Resource[], type: string, property: string, id: string) =>
  all
    .filter((resource) => resource.type === type)
    .filter(({ properties }) =>
      properties.each(property).some((part) => factsAt(part).includes(nameHole(id))),
    )
    .flatMap(({ properties }) => statementsOf(written(properties, 'PolicyDocument') ?? {}));

/** Targets on the network of the rules of a bus: the outside witness of the log, where there is one. */
const addressesOf = (all: readonly Resource[], bus: string): readonly string[] => {
  const isAddress = (arn: string | undefined) =>
    all.some(({ id, type }) => type === 'AWS::Events::ApiDestination' && arn === nameHole(`${id}.Arn`));
  return all
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .filter(({ properties }) => textAt(properties, 'EventBusName') === nameHole(bus))
    .flatMap(({ properties }) =>
      properties
        .each('Targets')
        .map((target) => textAt(target, 'Arn'))
        .filter(isAddress)
        .map((target) => factOf({ rule: textAt(properties, 'Name'), target })),
    );
};

/** A bus: who may put events on it or read them, and where its events go. */
export const busControl = (
  { id, properties: bus }: Resource,
  _: Pin,
  all: readonly Resource[],
): ControlOf<'bus'> => ({
  kind: 'bus',
  resource: id,
  stated: {
    policy: statementsOf(written(bus, 'Policy') ?? {}),
    'targets-elsewhere': addressesOf(all, id),
    archives: [],
  },
});

/** A queue: who may use it, where its messages end, how long they live. */
export const queueControl = (
  { id, properties: queue }: Resource,
  all: readonly Resource[],
): ControlOf<'queue'> => ({
  kind: 'queue',
  resource: id,
  stated: {
    policy: policiesAbout(all, 'AWS::SQS::QueuePolicy', 'Queues', id),
    'dead-letters': factsAt(queue, 'RedrivePolicy', 'deadLetterTargetArn'),
    'message-life': factsAt(queue, 'MessageRetentionPeriod').map((seconds) => `${seconds} seconds`),
    encryption: factsAt(queue, 'KmsMasterKeyId').concat(
      textAt(queue, 'SqsManagedSseEnabled') === 'true' ? ['by the service'] : [],
    ),
  },
});

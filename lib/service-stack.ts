import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type Access, belongsInNetwork } from '../contract/access/access.ts';
import { everyFunction } from '../contract/access/every-function.ts';
import { describeGeography } from '../domain/geographies.ts';
import type { Carrier } from './carry-files.ts';
import { chosenPrograms, tokenRulesOf } from './config.ts';
import {
  alarmOnDeadLetters,
  alarmOnDeadlines,
  alarmOnDecisions,
  alarmOnDrift,
  alarmOnErrors,
  alarmOnSilence,
  alarmOnTransfers,
  alarmOnWaitingEvidence,
} from './constructs/alarms.ts';
import { CarryingCode } from './constructs/carrying-code.ts';
import { CellApi } from './constructs/cell-api.ts';
import { CellClients } from './constructs/cell-clients.ts';
import { CellFunction, type CellFunctionProps } from './constructs/cell-function.ts';
import { callsOf } from './constructs/function-policy.ts';
import type { Inspectable } from './constructs/inspection-grants.ts';
import { IsolatedNetwork } from './constructs/isolated-network.ts';
import { pascalCase } from './constructs/names.ts';
import { OutsideWitness } from './constructs/outside-witness.ts';
import { type PlacementKey, placementKeyFor } from './constructs/placement-key.ts';
import { DeadLetters, PurgeQueue } from './constructs/purge-queue.ts';
import { pinToRegion } from './constructs/region-pin.ts';
import { fromOutboxStream, fromQueue, onSchedule } from './constructs/triggers.ts';
import type { FunctionBundles } from './function-bundles.ts';
import { accessUnder } from './needed-access.ts';
import type { CellProps, StorageStack } from './storage-stack.ts';
import { noteTransfers } from './transfer-notes.ts';

export type ServiceProps = CellProps & { readonly storage: StorageStack; readonly bundles: FunctionBundles };

type Tokens = {
  readonly issuer: string;
  readonly audiences: string[];
  /** Outputs that name clients. */
  readonly clientIds: Readonly<Record<string, string>>;
};

type Schedule = Extract<Access['triggers'][number], { kind: 'schedule' }>['every'];

const millisecondsOfDay = Duration.days(1).toMilliseconds();

/** What a cell runs: functions and what starts them, the API, clients, queues, bus, alarms. Nothing here is kept. */
export class ServiceStack extends Stack {
  private readonly props: ServiceProps;
  private readonly bus: EventBus;
  private readonly purge: PurgeQueue;
  private readonly undelivered: DeadLetters;
  private readonly outboxFailures: DeadLetters;
  /** Absent where placements are answered without tokens. */
  private readonly placementKey: PlacementKey | undefined;
  private readonly shared: Omit<CellFunctionProps, 'access' | 'code'>;
  private readonly carrying: Carrier[] = [];

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id, {
      ...props,
      description: `Domicile: what the cell of ${describeGeography(props.geography)} runs`,
    });
    this.props = props;
    const deployedTo = pinToRegion(this, props.geography);
    this.bus = new EventBus(this, 'Bus', { description: 'What happened in this cell, for observers' });
    this.purge = new PurgeQueue(this, 'Purge');
    this.undelivered = new DeadLetters(this, 'UndeliveredTicks');
    this.outboxFailures = new DeadLetters(this, 'OutboxFailures');
    this.placementKey = placementKeyFor(this, props.config.placements.tokens, deployedTo);
    const can = this.grantable();
    this.shared = {
      can,
      knows: this.tellable(deployedTo),
      logRetention: this.logRetention,
      network: this.network(can),
    };

    const functions = new Map(this.accesses.map((access) => [access.name, this.function(access)]));
    const tokens = this.tokens();
    const api = new CellApi(this, 'Api', { ...tokens, functions, logRetention: this.logRetention });
    this.watchDeadLetters();
    this.tellWitness();
    noteTransfers(this, props.config.transfers, props.geography);
    this.addOutputs({ ApiAddress: api.address, Issuer: tokens.issuer, ...tokens.clientIds });
  }

  /** What the functions of this cell may touch: under other programs it can be less. */
  private get accesses(): readonly Access[] {
    const { programs } = this.props.config;
    return everyFunction.map((access) => accessUnder(chosenPrograms(programs), access));
  }

  /** Whose tokens the gateway takes: those of the cell's user pool and clients, or of the vendor's own issuer. */
  private tokens(): Tokens {
    const { config, geography, storage } = this.props;
    const { identity } = config;
    if (identity.kind === 'oidc') {
      const here = (text: string) => text.replaceAll('{geography}', geography);
      return { issuer: here(identity.issuer), audiences: [here(identity.audience)], clientIds: {} };
    }
    const userPool = storage.identity?.userPool;
    if (userPool === undefined) throw new Error(`The cell ${geography} has no user pool for its clients.`);
    const { services } = config;
    const clients = new CellClients(this, 'Clients', { userPool, geography, identity, services });
    return {
      issuer: `https://cognito-idp.${this.region}.amazonaws.com/${userPool.userPoolId}`,
      audiences: clients.audiences,
      clientIds: clients.outputs,
    };
  }

  /** Where the configuration asks for it, a network from which only the services lead on that functions call. */
  private network(can: CellFunctionProps['can']): IsolatedNetwork | undefined {
    const { config, geography } = this.props;
    if (config.network === 'open') return undefined;
    const calls = this.accesses.filter(belongsInNetwork).flatMap((access) => callsOf(access, can));
    return new IsolatedNetwork(this, 'Network', { geography, calls });
  }

  /** CloudWatch names the retentions by their days; the configuration allows only those. */
  private get logRetention(): RetentionDays {
    return this.props.config.logs.keptFor / millisecondsOfDay;
  }

  /** A function with all that its access file asks for: role, environment, log group, triggers and alarms. */
  private function(access: Access): LambdaFunction {
    const made = new CellFunction(this, pascalCase(access.name), {
      ...this.shared,
      network: belongsInNetwork(access) ? this.shared.network : undefined,
      access,
      code: this.codeOf(access),
    });
    for (const trigger of access.triggers) this.trigger(access, trigger, made.function);
    return made.function;
  }

  /** Functions whose code is sealed when the rest of the cell is made. */
  get carriers(): readonly Carrier[] {
    return this.carrying;
  }

  private codeOf({ name, carries }: Access): Code {
    const { bundles } = this.props;
    if (carries === undefined) return bundles.code(name);
    const code = new CarryingCode(bundles.file(name));
    this.carrying.push({ stack: this, code, carries });
    return code;
  }

  private trigger(access: Access, trigger: Access['triggers'][number], target: LambdaFunction) {
    const { geography, storage } = this.props;
    switch (trigger.kind) {
      case 'http':
        // The route table names the function.
        if (access.name === 'decisions') alarmOnDecisions(target, { geography });
        return;
      case 'schedule': {
        const every = this.intervalOf(trigger.every);
        onSchedule(this, `${pascalCase(access.name)}Tick`, {
          every,
          target,
          deadLetters: this.undelivered,
          description: `Starts ${access.name}: ${access.purpose}`,
        });
        alarmOnErrors(target, `${access.name} failed. ${access.purpose}`);
        if (trigger.every === 'audit') alarmOnDrift(target, { geography, every });
        if (trigger.every === 'signing') alarmOnWaitingEvidence(target, { geography, every });
        if (access.name === 'planner') alarmOnDeadlines(target, { geography, every });
        if (access.name === 'sweep') alarmOnTransfers(target, { geography, every });
        alarmOnSilence(target, every, `${access.name} did not run for two ticks. ${access.purpose}`);
        return;
      }
      case 'queue':
        fromQueue(target, {
          queue: this.purge.queue,
          batchSize: trigger.batchSize,
          maxConcurrency: access.maxConcurrency,
        });
        alarmOnErrors(target, `${access.name} failed. ${access.purpose}`);
        return;
      case 'outbox-stream':
        fromOutboxStream(target, {
          streamArn: storage.registryStreamArn,
          geography,
          failures: this.outboxFailures,
        });
    }
  }

  private intervalOf(schedule: Schedule): number {
    const { retention, outbox, audit, evidence } = this.props.config;
    const intervals = {
      'retention-tick': retention.every,
      'outbox-sweep': outbox.sweepEvery,
      audit: audit.every,
      signing: evidence.signEvery,
    };
    return intervals[schedule];
  }

  private grantable(): CellFunctionProps['can'] {
    const { geography, storage } = this.props;
    const { tables, key, signingKeys, evidenceBucket, registryStreamArn } = storage;
    return {
      geography,
      tables: {
        registry: tables.registry.tableArn,
        content: tables.content.tableArn,
        evidence: tables.evidence.tableArn,
      },
      registryStream: registryStreamArn,
      key: key.keyArn,
      signingKey: signingKeys.newest.keyArn,
      ...(this.placementKey && { placementKey: this.placementKey.keyArn }),
      keyUsedThrough: `dynamodb.${this.region}.amazonaws.com`,
      evidenceBucket: evidenceBucket.bucketArn,
      bucketKeyUsedThrough: `s3.${this.region}.amazonaws.com`,
      purgeQueue: this.purge.queue.queueArn,
      outboxFailures: this.outboxFailures.queueArn,
      bus: this.bus.eventBusArn,
      inspectable: this.inspectable(),
    };
  }

  /** What the cell consists of, for the function that looks at it. */
  private inspectable(): Inspectable {
    const { tables, key, signingKeys, evidenceBucket, bounds, stackName } = this.props.storage;
    return {
      region: this.region,
      stacks: [stackName, this.stackName],
      tables: [tables.registry, tables.content, tables.evidence].map(({ tableArn }) => tableArn),
      keys: [key, ...signingKeys.all, ...(this.placementKey ? [this.placementKey] : [])].map(
        ({ keyArn }) => keyArn,
      ),
      buckets: [evidenceBucket.bucketArn],
      policies: [bounds.beside ?? bounds.boundary].map(({ managedPolicyArn }) => managedPolicyArn),
      bus: { arn: this.bus.eventBusArn, name: this.bus.eventBusName },
      runs: this.stackName,
    };
  }

  private tellable(geography: string): CellFunctionProps['knows'] {
    const { config, storage } = this.props;
    return {
      geography,
      registry: storage.tables.registry.tableName,
      content: storage.tables.content.tableName,
      evidence: storage.tables.evidence.tableName,
      purgeQueue: this.purge.queue.queueUrl,
      bus: this.bus.eventBusName,
      cellDirectory: JSON.stringify(config.cellDirectory),
      tokenRules: JSON.stringify(tokenRulesOf(config, this.props.geography)),
      programs: JSON.stringify(config.programs),
      retentionTick: String(config.retention.every / 1_000),
      nameLife: String(config.evidence.namesKeptFor / 1_000),
      stacks: JSON.stringify([storage.stackName, this.stackName]),
      signingKey: storage.signingKeys.newest.keyArn,
      ...(this.placementKey && { placementKey: this.placementKey.keyArn }),
      evidenceBucket: storage.evidenceBucket.bucketName,
    };
  }

  private watchDeadLetters() {
    alarmOnDeadLetters(this.purge.deadLetters, 'A lot could not be purged; its deadline is in danger.');
    alarmOnDeadLetters(this.undelivered, 'EventBridge could not start a function of this cell.');
    alarmOnDeadLetters(this.outboxFailures, 'Events could not be published; the sweep tries them again.');
  }

  /** Where the configuration asks for it, somebody outside who keeps the roots of the log. */
  private tellWitness() {
    const { config, geography } = this.props;
    const { witness } = config.evidence;
    if (witness === undefined) return;
    const undelivered = new DeadLetters(this, 'WitnessUndelivered');
    alarmOnDeadLetters(undelivered, 'The outside witness did not take a checkpoint within a day.');
    new OutsideWitness(this, 'Witness', { geography, witness, bus: this.bus, undelivered });
  }

  private addOutputs(addresses: Readonly<Record<string, string>>) {
    const outputs = {
      ...addresses,
      EventBusName: this.bus.eventBusName,
      PurgeQueueUrl: this.purge.queue.queueUrl,
      PurgeDeadLettersUrl: this.purge.deadLetters.queueUrl,
      ...(this.placementKey && { PlacementKeyId: this.placementKey.keyId }),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

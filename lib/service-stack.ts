import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Access } from '../contract/access/access.ts';
import { everyFunction } from '../contract/access/every-function.ts';
import { workerAccess } from '../contract/access/worker.ts';
import { describeGeography } from '../domain/geographies.ts';
import { alarmOnDeadLetters, alarmOnErrors, alarmOnSilence } from './constructs/alarms.ts';
import { CellApi } from './constructs/cell-api.ts';
import { CellClients } from './constructs/cell-clients.ts';
import { CellFunction, type CellFunctionProps } from './constructs/cell-function.ts';
import { DeadLetters, PurgeQueue } from './constructs/purge-queue.ts';
import { pinToRegion } from './constructs/region-pin.ts';
import { fromOutboxStream, fromQueue, onSchedule } from './constructs/triggers.ts';
import type { FunctionBundles } from './function-bundles.ts';
import type { CellProps, StorageStack } from './storage-stack.ts';

export type ServiceProps = CellProps & { readonly storage: StorageStack; readonly bundles: FunctionBundles };

const millisecondsOfDay = Duration.days(1).toMilliseconds();

/** What a cell runs: functions and what starts them, the API, clients, queues, bus, alarms. Nothing here is kept. */
export class ServiceStack extends Stack {
  private readonly props: ServiceProps;
  private readonly bus: EventBus;
  private readonly purge: PurgeQueue;
  private readonly undelivered: DeadLetters;
  private readonly outboxFailures: DeadLetters;
  private readonly shared: Omit<CellFunctionProps, 'access' | 'code'>;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id, {
      ...props,
      description: `Domicile: what the cell of ${describeGeography(props.geography)} runs`,
    });
    this.props = props;
    const deployedTo = pinToRegion(this, props.geography);
    this.bus = new EventBus(this, 'Bus', { description: 'What happened in this cell, for observers' });
    this.purge = new PurgeQueue(this, 'Purge', {
      workerTimeout: Duration.seconds(workerAccess.timeoutSeconds),
    });
    this.undelivered = new DeadLetters(this, 'UndeliveredTicks');
    this.outboxFailures = new DeadLetters(this, 'OutboxFailures');
    this.shared = {
      can: this.grantable(),
      knows: this.tellable(deployedTo),
      logRetention: this.logRetention,
    };

    const functions = new Map(everyFunction.map((access) => [access.name, this.function(access)]));
    const clients = new CellClients(this, 'Clients', {
      userPool: props.storage.identity.userPool,
      geography: props.geography,
      identity: props.config.identity,
      services: props.config.services,
    });
    const api = new CellApi(this, 'Api', {
      userPoolId: props.storage.identity.userPool.userPoolId,
      audiences: clients.audiences,
      functions,
      logRetention: this.logRetention,
    });
    this.watchDeadLetters();
    this.addOutputs(api, clients);
  }

  /** CloudWatch names the retentions by their days; the configuration allows only those. */
  private get logRetention(): RetentionDays {
    return this.props.config.logs.keptFor / millisecondsOfDay;
  }

  /** A function with all that its access file asks for: role, environment, log group, triggers and alarms. */
  private function(access: Access): LambdaFunction {
    const made = new CellFunction(this, pascalCase(access.name), {
      ...this.shared,
      access,
      code: this.props.bundles.code(access.name),
    });
    for (const trigger of access.triggers) this.trigger(access, trigger, made.function);
    return made.function;
  }

  private trigger(access: Access, trigger: Access['triggers'][number], target: LambdaFunction) {
    const { config, geography, storage } = this.props;
    switch (trigger.kind) {
      case 'http':
        return; // The route table names the function.
      case 'schedule': {
        const every = trigger.every === 'retention-tick' ? config.retention.every : config.outbox.sweepEvery;
        onSchedule(this, `${pascalCase(access.name)}Tick`, {
          every,
          target,
          deadLetters: this.undelivered,
          description: `Starts ${access.name}: ${access.purpose}`,
        });
        alarmOnErrors(target, `${access.name} failed. ${access.purpose}`);
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

  private grantable(): CellFunctionProps['can'] {
    const { tables, key, registryStreamArn } = this.props.storage;
    return {
      tables: {
        registry: tables.registry.tableArn,
        content: tables.content.tableArn,
        evidence: tables.evidence.tableArn,
      },
      registryStream: registryStreamArn,
      key: key.keyArn,
      keyUsedThrough: `dynamodb.${this.region}.amazonaws.com`,
      purgeQueue: this.purge.queue.queueArn,
      outboxFailures: this.outboxFailures.queueArn,
      bus: this.bus.eventBusArn,
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
      programs: JSON.stringify(config.programs),
      retentionTick: String(config.retention.every / 1_000),
    };
  }

  private watchDeadLetters() {
    alarmOnDeadLetters(this.purge.deadLetters, 'A lot could not be purged; its deadline is in danger.');
    alarmOnDeadLetters(this.undelivered, 'EventBridge could not start a function of this cell.');
    alarmOnDeadLetters(this.outboxFailures, 'Events could not be published; the sweep tries them again.');
  }

  private addOutputs(api: CellApi, clients: CellClients) {
    const outputs: Record<string, string> = {
      ApiAddress: api.address,
      Issuer: api.issuer,
      ConsoleClientId: clients.console.userPoolClientId,
      EventBusName: this.bus.eventBusName,
      PurgeQueueUrl: this.purge.queue.queueUrl,
      PurgeDeadLettersUrl: this.purge.deadLetters.queueUrl,
    };
    for (const [name, client] of clients.services) {
      outputs[`${pascalCase(name)}ClientId`] = client.userPoolClientId;
    }
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

/** `case-notes` as constructs and outputs are named: `CaseNotes`. */
const pascalCase = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

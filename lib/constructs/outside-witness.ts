import { Aws, Stack } from 'aws-cdk-lib';
import { CfnApiDestination, CfnConnection, CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  cellHeader,
  checkpointFileInput,
  witnessedEvents,
  witnessName,
  witnessPatience,
} from '../../contract/events/witness.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { WitnessConfig } from '../config.ts';
import { witnessing } from './running-actions.ts';

export type OutsideWitnessProps = {
  readonly geography: Geography;
  readonly witness: WitnessConfig;
  /** The bus of the cell. */
  readonly bus: EventBus;
  /** Where checkpoints wait for a person that the witness did not take. */
  readonly undelivered: IQueue;
};

/**
 * Sends every signed checkpoint of the log to somebody outside (BY-2), by one rule on the bus of the cell. EventBridge
 * sends; no function does, and none may. What goes out is the checkpoint file and a header that names the geography.
 *
 * EventBridge sends to no address without some authorization. The header is it: its value is the name of the geography,
 * which is no secret, so that none stands in a template. A witness needs none, as each file proves by its signature
 * where it comes from.
 */
export class OutsideWitness extends Construct {
  constructor(scope: Construct, id: string, props: OutsideWitnessProps) {
    super(scope, id);
    const { geography, bus, undelivered } = props;
    const name = witnessName(geography);
    const destination = this.destination(name, props);
    const rule = new CfnRule(this, 'Rule', {
      name,
      description: 'Sends signed checkpoints of the log to the outside witness, and nothing else',
      eventBusName: bus.eventBusName,
      eventPattern: witnessedEvents,
      targets: [
        {
          id: 'Witness',
          arn: destination.attrArn,
          roleArn: this.role(name, destination, bus).roleArn,
          inputTransformer: {
            inputPathsMap: checkpointFileInput.InputPathsMap,
            inputTemplate: checkpointFileInput.InputTemplate,
          },
          retryPolicy: {
            maximumEventAgeInSeconds: witnessPatience.seconds,
            maximumRetryAttempts: witnessPatience.attempts,
          },
          deadLetterConfig: { arn: undelivered.queueArn },
        },
      ],
    });
    undelivered.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CheckpointsThatWereNotTaken',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [undelivered.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
      }),
    );
  }

  /** The address, and the header that is sent with each checkpoint. */
  private destination(name: string, { geography, witness }: OutsideWitnessProps): CfnApiDestination {
    const connection = new CfnConnection(this, 'Connection', {
      description: 'Names the cell to the outside witness. It holds no secret.',
      authorizationType: 'API_KEY',
      authParameters: { apiKeyAuthParameters: { apiKeyName: cellHeader, apiKeyValue: geography } },
    });
    return new CfnApiDestination(this, 'Destination', {
      name,
      description: 'The outside witness of the log: it is sent signed checkpoints',
      connectionArn: connection.attrArn,
      httpMethod: 'POST',
      invocationEndpoint: witness.url,
      invocationRateLimitPerSecond: 1,
    });
  }

  /** What EventBridge sends with, for this rule alone. */
  private role(name: string, destination: CfnApiDestination, bus: EventBus): Role {
    const rule = `arn:${Aws.PARTITION}:events:${Stack.of(this).region}:${Aws.ACCOUNT_ID}:rule/${bus.eventBusName}/${name}`;
    return new Role(this, 'Role', {
      description: 'Sends signed checkpoints of the log to the outside witness',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: {
          ArnEquals: { 'aws:SourceArn': rule },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      }),
      inlinePolicies: {
        Witness: new PolicyDocument({
          statements: [new PolicyStatement({ actions: [...witnessing], resources: [destination.attrArn] })],
        }),
      },
    });
  }
}

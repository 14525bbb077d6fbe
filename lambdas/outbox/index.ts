import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { required } from '../shared/environment.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { deliver, type OutboxTrigger } from './deliver.ts';
import { eventBridgeBus } from './event-bridge-bus.ts';

const ports = {
  ...cellPortsFrom(process.env),
  bus: eventBridgeBus(new EventBridgeClient(), required(process.env, 'bus')),
};

export const handler = async (trigger: OutboxTrigger): Promise<void> => deliver(ports, trigger);

import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { required } from '../shared/environment.ts';
import { measureToLog } from '../shared/purge-metrics.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { deliver, type OutboxTrigger } from './deliver.ts';
import { eventBridgeBus } from './event-bridge-bus.ts';

const cell = cellPortsFrom(process.env);
const ports = {
  ...cell,
  measure: measureToLog(cell.geography, cell.clock.now),
  bus: eventBridgeBus(new EventBridgeClient(), required(process.env, 'bus')),
};

export const handler = async (trigger: OutboxTrigger): Promise<void> => deliver(ports, trigger);

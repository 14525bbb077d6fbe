import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, ScheduledEvent } from 'aws-lambda';
import type { Controls } from '../../domain/audit/control.ts';
import { required } from '../shared/environment.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { accountOf } from './account.ts';
import { audit } from './audit.ts';
import { homeOf, stacksFrom } from './home.ts';
import { metricLine } from './metric-line.ts';

const stacks = stacksFrom(required(process.env, 'stacks'));
/** What the synthesis wrote beside this code. */
const readControls = () =>
  JSON.parse(readFileSync(join(__dirname, 'residency-controls.json'), 'utf8')) as Controls;

const ports = {
  ...cellPortsFrom(process.env),
  account: accountOf(stacks, process.env),
};

export const handler = async (_: ScheduledEvent, context: Context): Promise<void> => {
  const timeLeft = () => context.getRemainingTimeInMillis();
  const home = homeOf(context.invokedFunctionArn);
  const found = await audit({ ...ports, controls: readControls(), home, timeLeft });
  console.log(metricLine(ports.geography, ports.clock.now(), found));
};

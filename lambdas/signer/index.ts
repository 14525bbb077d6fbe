import { KMSClient } from '@aws-sdk/client-kms';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { scheduleOf } from '../shared/clock-check.ts';
import { nameLifeFrom, required } from '../shared/environment.ts';
import { kmsSigningKey } from '../shared/kms-signing-key.ts';
import { s3Through } from '../shared/s3.ts';
import { cellPortsFrom } from '../shared/wiring.ts';
import { logWork } from '../shared/work-log.ts';
import { signingMetricLine } from './metric-line.ts';
import { otherCopiesOf } from './other-copies.ts';
import type { SigningMeasures } from './ports.ts';
import { s3Bucket } from './s3-bucket.ts';
import { signLog } from './sign-log.ts';

const cell = cellPortsFrom(process.env);
const client = new KMSClient();
const ports = {
  ...cell,
  signingKey: kmsSigningKey(client, required(process.env, 'signingKey')),
  bucket: s3Bucket(required(process.env, 'evidenceBucket'), s3Through(client, process.env), cell),
  otherCopies: otherCopiesOf(),
  nameLife: nameLifeFrom(process.env),
  measure: (measures: SigningMeasures) => {
    const line = signingMetricLine(cell.geography, cell.clock.now(), measures);
    if (line !== undefined) console.log(line);
  },
  report: (kind: string, reason: string) =>
    console.log(JSON.stringify({ level: 'error', work: 'sign', setAside: kind, reason })),
};

export const handler = async (event: ScheduledEvent, context: Context): Promise<void> => {
  const timeLeft = () => context.getRemainingTimeInMillis();
  logWork({ work: 'sign', ...(await signLog({ ...ports, timeLeft }, scheduleOf(event))) });
};

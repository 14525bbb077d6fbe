import type { Resource } from '../residency/template/template.ts';
import { type CellReading, textAt } from './cell-reading.ts';
import { UnknownStore } from './known-types.ts';

/** What the gateway may write of a request: how it went, and none of who asked for what. */
const harmless = [
  ...['requestId', 'requestTimeEpoch', 'routeKey', 'status', 'responseLength', 'responseLatency'],
  'integration.status',
].map((name) => `$context.${name}`);

/** Every variable of a format; a dollar that begins none that is known stands for itself. */
const variablesOf = (format: string): readonly string[] => format.match(/\$[\w.{}-]*/g) ?? [];

const demandOf = (stage: Resource): void => {
  const format = textAt(stage.properties, 'AccessLogSettings', 'Format');
  const odd = variablesOf(format ?? '').filter((name) => !harmless.includes(name));
  if (odd.length === 0) return;
  throw new UnknownStore(
    `The residency statement says of logs that they name no path and no user: ${stage.id} logs ${odd.join(', ')}.`,
  );
};

/** @throws UnknownStore where the gateway logs something of a request that the statement denies */
export const demandHarmlessLogs = (cell: CellReading): void => {
  for (const stage of cell.ofType('AWS::ApiGatewayV2::Stage')) demandOf(stage);
};

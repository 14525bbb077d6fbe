import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { handle } from 'hono/aws-lambda';

/** An API as frameworks build it: routes that describe themselves, schemas, and Powertools for what is watched. */
const logger = new Logger({ serviceName: 'settings' });
const metrics = new Metrics({ namespace: 'settings', serviceName: 'settings' });
const tracer = new Tracer({ serviceName: 'settings' });
const store = DynamoDBDocumentClient.from(tracer.captureAWSv3Client(new DynamoDBClient()));
const bus = tracer.captureAWSv3Client(new EventBridgeClient());

const setting = z.object({ id: z.string(), value: z.enum(['on', 'off']) }).openapi('Setting');
const params = z.object({ id: z.string().min(1).max(64) });
const answer = { 200: { content: { 'application/json': { schema: setting } }, description: 'The setting' } };

const read = createRoute({ method: 'get', path: '/settings/{id}', request: { params }, responses: answer });
const choose = createRoute({
  method: 'put',
  path: '/settings/{id}',
  request: {
    params,
    body: { content: { 'application/json': { schema: setting.pick({ value: true }) } } },
  },
  responses: answer,
});

const app = new OpenAPIHono();
app.openapi(read, async (context) => {
  const { id } = context.req.valid('param');
  const { Item } = await store.send(new GetCommand({ TableName: 'settings', Key: { id } }));
  logger.info('read', { id });
  return context.json({ id, value: Item?.value === 'on' ? ('on' as const) : ('off' as const) }, 200);
});
app.openapi(choose, async (context) => {
  const { id } = context.req.valid('param');
  const { value } = context.req.valid('json');
  await store.send(new PutCommand({ TableName: 'settings', Item: { id, value } }));
  await bus.send(
    new PutEventsCommand({ Entries: [{ Source: 'settings', DetailType: 'Chosen', Detail: '{}' }] }),
  );
  metrics.addMetric('chosen', MetricUnit.Count, 1);
  return context.json({ id, value }, 200);
});
app.doc('/openapi.json', { openapi: '3.0.0', info: { title: 'Settings', version: '1' } });

export const handler = handle(app);

import { expect, test } from 'vitest';
import { named, type Resource, type Synthesized, synthesizeCells } from './cells.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
};

/** The one function or role whose logical id starts so: a hash stands behind it. */
const madeFor = (stack: Synthesized, type: string, name: string): Resource => {
  const [only, ...others] = stack.ofType(type).filter(({ id }) => id.replace(/[0-9A-F]{8}$/, '') === name);
  if (only === undefined || others.length > 0) throw new Error(`${name} is not one of ${type}`);
  return only;
};

/** On what the role of a function may call an action, as text. */
const allowed = (stack: Synthesized, role: string, action: string): readonly string[] =>
  (
    madeFor(stack, 'AWS::IAM::Role', role).Properties.Policies as unknown as readonly {
      readonly PolicyDocument: { readonly Statement: readonly Statement[] };
    }[]
  )
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().includes(action))
    .map(({ Resource }) => JSON.stringify(Resource));

const arnOf = ({ id }: Resource) => ({ 'Fn::GetAtt': [id, 'Arn'] });

test.each(named(synthesizeCells()))(
  '[DS-7] [DS-10] [SC-11] [SC-12] in the cell %s each hour a way is open from the schedule to the deletion of content',
  (_, { storage, service }) => {
    const planner = madeFor(service, 'AWS::Lambda::Function', 'PlannerFunction');
    const worker = madeFor(service, 'AWS::Lambda::Function', 'WorkerFunction');
    const ticks = service
      .ofType('AWS::Events::Rule')
      .filter(({ Properties }) => JSON.stringify(Properties.Targets).includes(planner.id));
    expect(ticks.map(({ Properties: { State, ScheduleExpression } }) => [State, ScheduleExpression])).toEqual(
      [['ENABLED', 'rate(1 hour)']],
    );
    const [invoked] = service
      .ofType('AWS::Lambda::Permission')
      .filter(({ Properties }) => JSON.stringify(Properties.FunctionName).includes(planner.id));
    expect(invoked?.Properties).toMatchObject({ Principal: 'events.amazonaws.com' });

    const feeds = service
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) => JSON.stringify(Properties.FunctionName).includes(worker.id));
    expect(feeds).toHaveLength(1);
    const feed = feeds[0]?.Properties ?? {};
    expect(feed.Enabled ?? true).toBe(true);
    const queue = service
      .ofType('AWS::SQS::Queue')
      .find((each) => JSON.stringify(feed.EventSourceArn) === JSON.stringify(arnOf(each)));
    expect(queue).toBeDefined();

    expect(allowed(service, 'PlannerRole', 'sqs:SendMessage')).toEqual([JSON.stringify(feed.EventSourceArn)]);
    const content = storage.one('AWS::DynamoDB::Table').id;
    expect(allowed(service, 'WorkerRole', 'dynamodb:BatchWriteItem')).toEqual([
      expect.stringContaining(content),
    ]);
    expect(allowed(service, 'WorkerRole', 'sqs:ReceiveMessage')).toEqual([
      JSON.stringify(feed.EventSourceArn),
    ]);
  },
);

import { account } from '../../../local/ministack.ts';
import type { DeployedStack } from '../../../local/stacks.ts';
import type { LivePlace } from '../../escapes/live/call.ts';

/** A region with what is in it: a cell's stacks, or stand-ins. */
export type Site = { readonly region: string; readonly stacks: readonly DeployedStack[] };

/** A region of AWS that has neither a cell nor a copy of one, in this run. */
const withoutCell = 'ap-south-1';

/** Names of the resources of a type, by what their logical ids begin with. */
export const namesIn = ({ stacks }: Site, types: string, beginning = ''): readonly string[] =>
  stacks.flatMap(({ declared, physical }) =>
    [...declared].flatMap(([id, { type }]) =>
      types.split('|').includes(type) && id.startsWith(beginning) ? [physical.get(id) ?? ''] : [],
    ),
  );

const one = (site: Site, types: string, beginning = ''): string => {
  const [name] = namesIn(site, types, beginning);
  if (!name) throw new Error(`nothing of ${types} ${beginning} in ${site.region}`);
  return name;
};

const tables = 'AWS::DynamoDB::Table|AWS::DynamoDB::GlobalTable';

const last = (text: string, separator: string): string => text.split(separator).at(-1) ?? text;

/** What calls are about: things of a site, its neighbor's abroad, and stand-ins for what a cell does not have. */
export const placeOf = (options: {
  readonly site: Site;
  readonly neighbor: Site;
  readonly standIns: Site;
  readonly standInsAbroad: Site;
  /** What the logical ids of the tables begin with. */
  readonly tablesAre: string;
  readonly boundary: string;
  readonly archive: Uint8Array;
}): LivePlace => {
  const { site, neighbor, standIns, standInsAbroad, tablesAre, boundary, archive } = options;
  return {
    here: site.region,
    abroad: neighbor.region,
    elsewhere: withoutCell,
    account,
    other: '444455556666',
    content: one(site, tables, `${tablesAre}Content`),
    registry: one(site, tables, `${tablesAre}Registry`),
    contentAbroad: one(neighbor, tables, `${tablesAre}Content`),
    key: one(site, 'AWS::KMS::Key'),
    keyAbroad: one(neighbor, 'AWS::KMS::Key'),
    queue: last(one(site, 'AWS::SQS::Queue'), '/'),
    queueAbroad: last(one(neighbor, 'AWS::SQS::Queue'), '/'),
    bus: one(site, 'AWS::Events::EventBus'),
    busAbroad: one(neighbor, 'AWS::Events::EventBus'),
    rule: last(one(site, 'AWS::Events::Rule'), '|'),
    fn: one(site, 'AWS::Lambda::Function'),
    fnAbroad: one(neighbor, 'AWS::Lambda::Function'),
    logs: one(site, 'AWS::Logs::LogGroup'),
    logsAbroad: one(neighbor, 'AWS::Logs::LogGroup'),
    role: one(site, 'AWS::IAM::Role'),
    boundary,
    pool: one(site, 'AWS::Cognito::UserPool'),
    bucket: one(standIns, 'AWS::S3::Bucket'),
    topic: one(standIns, 'AWS::SNS::Topic'),
    topicAbroad: one(standInsAbroad, 'AWS::SNS::Topic'),
    secret: one(standIns, 'AWS::SecretsManager::Secret'),
    zip: Buffer.from(archive).toString('base64'),
  };
};

/**
 * Names that only the account knows. `<<BusEA82B648>>` is what `Ref` gives for a resource of the cell,
 * `<<BusEA82B648.Arn>>` an attribute, `<<account>>` the number of the account.
 */
const hole = /<<([^<>]+)>>/g;

/** The mark for a name. */
export const nameHole = (name: string): string => `<<${name}>>`;

/** What names stand for. */
export type Names = ReadonlyMap<string, string>;

/** The text with its names filled in; undefined where one of them is not known. */
export const filledIn = (text: string, names: Names): string | undefined => {
  let isWhole = true;
  const filled = text.replaceAll(hole, (whole, name: string) => {
    const found = names.get(name);
    if (found === undefined) isWhole = false;
    return found ?? whole;
  });
  return isWhole ? filled : undefined;
};

/** Where a cell is: what ARNs are made of. */
export type Place = { readonly partition: string; readonly region: string; readonly account: string };

/** The parts of an ARN that say where something is; undefined for what is none. */
export const placeOf = (arn: string): Place | undefined => {
  const [, partition, region, account] = /^arn:([^:]*):[^:]*:([^:]*):([^:]*):/.exec(arn) ?? [];
  return partition === undefined || region === undefined || account === undefined
    ? undefined
    : { partition, region, account };
};

const lastPart = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** How the ARN of a resource is made of its physical id, by type. Those that are not here are never asked for. */
const arnOf: Readonly<Record<string, (id: string, place: string) => string>> = {
  'AWS::DynamoDB::GlobalTable': (id, place) => `dynamodb:${place}:table/${id}`,
  'AWS::DynamoDB::Table': (id, place) => `dynamodb:${place}:table/${id}`,
  'AWS::KMS::Key': (id, place) => `kms:${place}:key/${id}`,
  'AWS::Lambda::Function': (id, place) => `lambda:${place}:function:${id}`,
  'AWS::Logs::LogGroup': (id, place) => `logs:${place}:log-group:${id}:*`,
  'AWS::Events::EventBus': (id, place) => `events:${place}:event-bus/${id}`,
  'AWS::Events::ApiDestination': (id, place) => `events:${place}:api-destination/${id}`,
  'AWS::Events::Rule': (id, place) => `events:${place}:rule/${id.replace('|', '/')}`,
  'AWS::SQS::Queue': (id, place) => `sqs:${place}:${lastPart(id)}`,
  'AWS::S3::Bucket': (id) => `s3:::${id}`,
  'AWS::Cognito::UserPool': (id, place) => `cognito-idp:${place}:userpool/${id}`,
  'AWS::IAM::Role': (id, place) => `iam::${place.split(':')[1]}:role/${id}`,
};

/** A resource as the account lists it for a stack. */
export type StackResource = { readonly logical: string; readonly type: string; readonly physical: string };

/** The names that a stack's resources give: what `Ref` and the attribute `Arn` answer. */
export const namesOf = (
  resources: readonly StackResource[],
  { partition, region, account }: Place,
): readonly (readonly [string, string])[] =>
  resources.flatMap(({ logical, type, physical }) => {
    const arn = arnOf[type]?.(physical, `${region}:${account}`);
    const ref = [logical, physical] as const;
    return arn === undefined ? [ref] : [ref, [`${logical}.Arn`, `arn:${partition}:${arn}`] as const];
  });

/**
 * The ARN of an API destination ends in an identifier that only the account knows. Its name is unique in an account and
 * a region, so that it is known without; any other ARN stays as it is.
 */
export const withoutIdentifier = (arn: string): string =>
  arn.replace(/^(arn:[^:]*:events:[^:]*:[^:]*:api-destination\/[^/]+)\/[^/]+$/, '$1');

/**
 * Whether what is sent to an ARN leaves the cell's region or account. An API destination is an address on the
 * network, wherever its ARN lies; what is no ARN is taken to be elsewhere.
 */
export const leaves = (arn: string, home: Place): boolean => {
  const place = placeOf(arn);
  if (place === undefined || /^arn:[^:]*:events:[^:]*:[^:]*:api-destination\//.test(arn)) return true;
  return place.region !== home.region || place.account !== home.account;
};

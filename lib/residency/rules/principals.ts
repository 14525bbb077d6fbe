import type { Pin } from '../pin.ts';
import { isOwnAccount, type Judgment, judgeArns, say, worst } from '../places.ts';
import { type Confinement, confinementOf } from '../policies/confinement.ts';
import { allows, resourceStatements, typesWithResourcePolicies, waysOfTests } from '../policies/documents.ts';
import { broken, cannotTell, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import type { Resource } from '../template/template.ts';
import { gap, isOwn, makerOf, shown } from '../template/text.ts';

const fix =
  'Name a principal of the same account, or demand it in a condition (aws:PrincipalAccount, aws:SourceAccount, aws:SourceArn).';
const within: Judgment = { answer: 'kept', reason: '' };
const unsure = (reason: string): Judgment => ({ answer: 'cannot tell', reason });

const ofAnybody = (confinement: Confinement): Judgment => {
  if (confinement === 'own account') return within;
  return confinement === 'not known'
    ? unsure('anybody may come whom a condition lets in, and it does not tell of which account')
    : { answer: 'broken', reason: 'anybody may come, of any account' };
};

/** An account by its number, in an ARN, or as a reference. */
const ofAccount = (text: string, pin: Pin): Judgment => {
  if (text.includes(gap)) return unsure('the principal is not known');
  // A number alone stands for the root of that account.
  if (/^\d{12}$/.test(text)) return worst(judgeArns(`arn:aws:iam::${text}:root`, pin));
  if (/^arn:/.test(text) || text.startsWith('${')) return worst(judgeArns(text, pin));
  return unsure(`${text} does not tell of which account it is`);
};

/** A service acts for every account that asks it, unless a condition says for which. Within an account it is trusted. */
const ofService = (text: string, confinement: Confinement, isTrust: boolean): Judgment => {
  if (text.includes(gap)) return unsure('the service is not known');
  if (isTrust || confinement === 'own account') return within;
  return unsure(`${text} acts for other accounts too, and no condition says for which`);
};

/** What somebody may be let in as, and what the same stack may make. */
const ofPrincipals = /^AWS::(IAM|Cognito|CloudFront)::/;

/** Whether a name of the stack is of something that nobody is: it may have been given the number of an account. */
const isNobody = ({ text }: Part, pin: Pin): boolean =>
  isOwn(text) && !isOwnAccount(shown(text), pin) && !ofPrincipals.test(makerOf(text)?.type ?? '');

type Asked = { readonly pin: Pin; readonly confinement: Confinement; readonly isTrust: boolean };

const judge = (kind: string, part: Part, { pin, confinement, isTrust }: Asked): Judgment => {
  const text = shown(part.text);
  if (kind === 'Service') return ofService(text, confinement, isTrust);
  if (part.unknown !== undefined) return unsure(part.unknown);
  if (isNobody(part, pin)) return unsure(`${text} does not tell of which account it is`);
  if (text === '*') return ofAnybody(confinement);
  if (kind === 'AWS') return confinement === 'own account' ? within : ofAccount(text, pin);
  if (kind === 'CanonicalUser' && text.startsWith('${')) return within;
  if (kind === 'Federated') return ofFederation(text, pin);
  return unsure(`${kind} ${text} does not tell of which account it is`);
};

/** Who signs in elsewhere: a provider of the account is its own; what the public ones answer is for the conditions. */
const ofFederation = (text: string, pin: Pin): Judgment =>
  /^arn:|^\$\{/.test(text) || text === 'cognito-identity.amazonaws.com'
    ? worst(judgeArns(text, pin))
    : unsure(`${text} lets in whom it likes`);

const ofStatement = (statement: Part, pin: Pin): readonly Verdict[] => {
  const asked = {
    pin,
    confinement: confinementOf(waysOfTests(statement), pin),
    isTrust: /\/AssumeRolePolicyDocument/.test(statement.path),
  };
  const others = statement
    .at('NotPrincipal')
    .map((part) => cannotTell(part, 'all are let in but those that it names', fix));
  const named = statement.at('Principal').flatMap((principal) => {
    const { possible } = principal;
    if (possible.kind !== 'fields') return [say(principal, judge('AWS', principal, asked), fix)];
    return Object.keys(possible.fields).flatMap((kind) =>
      principal.each(kind).map((part) => say(part, judge(kind, part, asked), fix)),
    );
  });
  return [...named, ...others];
};

/** A permission on a function or a layer names one principal, and its conditions beside it. */
const ofPermission = (properties: Part, pin: Pin): readonly Verdict[] => {
  const given = (key: string, name: string, operator: string) =>
    properties.mayLack(name) ? [] : [{ key, operator, values: properties.each(name) }];
  const tests = [
    ...given('aws:SourceAccount', 'SourceAccount', 'StringEquals'),
    ...given('aws:SourceArn', 'SourceArn', 'ArnLike'),
    ...given('aws:PrincipalOrgID', 'PrincipalOrgID', 'StringEquals'),
    ...given('aws:PrincipalOrgID', 'OrganizationId', 'StringEquals'),
  ];
  const confinement = confinementOf([tests], pin);
  return properties.at('Principal').map((part) => {
    const kind = /\.amazonaws\.com(\.cn)?$|\.amazon\.com$/.test(shown(part.text)) ? 'Service' : 'AWS';
    return say(part, judge(kind, part, { pin, confinement, isTrust: false }), fix);
  });
};

const buckets = 'AWS::S3::Bucket';
const fixList = 'Leave AccessControl out, and let in by a policy of the bucket.';

/** A list of a bucket that stands since before policies: some of its names let in anybody, or a service. */
const ofList = (part: Part): Verdict => {
  const { literal } = part;
  if (
    literal !== undefined &&
    /^(Private|BucketOwnerRead|BucketOwnerFullControl|LogDeliveryWrite)$/.test(literal)
  )
    return kept(part);
  return literal !== undefined && /^(PublicRead|PublicReadWrite|AuthenticatedRead)$/.test(literal)
    ? broken(part, 'anybody may come, of any account', fixList)
    : cannotTell(part, part.unknown ?? `whom ${literal} lets in is not known`, fixList);
};

const permissions = ['AWS::Lambda::Permission', 'AWS::Lambda::LayerVersionPermission'];

const verdictsOf = (resource: Resource, pin: Pin): readonly Verdict[] => {
  if (resource.type === buckets) return resource.properties.at('AccessControl').map(ofList);
  return permissions.includes(resource.type)
    ? ofPermission(resource.properties, pin)
    : resourceStatements(resource)
        .filter(allows)
        .flatMap((statement) => ofStatement(statement, pin));
};

/** Nobody of another account may come in, and no service on behalf of one. */
export const principals = rule({
  id: 'principals',
  sentence: 'No policy lets in another account, anybody at all, or a service on behalf of whoever asks it.',
  appliesTo: [...typesWithResourcePolicies, ...permissions, buckets],
  check: (_, pin, resource) => verdictsOf(resource, pin),
});

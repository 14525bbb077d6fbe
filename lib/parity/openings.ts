import { everyRoute, isPublic, routeOf } from '../../contract/api/routes.ts';
import { everyScope, qualifiedScope, resourceServer, type Scope } from '../../contract/api/scopes.ts';
import { scopesOfPeople } from '../constructs/cell-clients.ts';
import { pascalCase } from '../constructs/names.ts';
import { anyKeepsRecords } from '../needed-access.ts';
import type { CellResource } from './cell.ts';
import type { Facts } from './facts.ts';
import { answersRequests, names, startedBySchedule } from './functions.ts';
import { allowedBy, statementsOf } from './grants.ts';
import { type Mismatch, unexplained } from './mismatch.ts';

/** Types that let others in without asking a role of the cell. No cell has one. */
const openers = [
  'AWS::Cognito::IdentityPoolRoleAttachment',
  'AWS::Events::EventBusPolicy',
  'AWS::Lambda::LayerVersionPermission',
  'AWS::Lambda::Url',
  'AWS::Logs::ResourcePolicy',
  'AWS::RAM::ResourceShare',
  'AWS::S3::AccessPoint',
];

const openedToOthers = ({ cell }: Facts): readonly Mismatch[] =>
  cell
    .ofType(...openers)
    .map((resource) => unexplained(resource, `${resource.type} opens the cell to others`, 'none'));

/** Who may start a function: the gateway where routes name it, schedules where its access file names one. */
const starters = ({ cell, functions }: Facts): readonly Mismatch[] =>
  cell.ofType('AWS::Lambda::Permission').flatMap((permission) => {
    const principal = cell.text(permission.properties.Principal);
    const target = cell.text(permission.properties.FunctionName);
    const access = functions.find((one) => names(target, one))?.access;
    const allowed = [
      ...(access && answersRequests(access) ? ['apigateway.amazonaws.com'] : []),
      ...(access && startedBySchedule(access).length > 0 ? ['events.amazonaws.com'] : []),
    ];
    return allowed.includes(principal)
      ? []
      : [unexplained(permission, `${principal} may start ${target}`, allowed.join(', ') || 'nobody')];
  });

/** A queue takes messages by its own policy only from schedules that could not deliver. */
const queuePolicies = ({ cell }: Facts): readonly Mismatch[] =>
  cell.ofType('AWS::SQS::QueuePolicy').flatMap((policy) =>
    statementsOf(policy.properties.PolicyDocument).flatMap((statement) => {
      const fromSchedules = cell.text(statement.Principal) === '{"Service":"events.amazonaws.com"}';
      return allowedBy(cell, statement)
        .filter(({ action }) => !(fromSchedules && action === 'sqs:SendMessage'))
        .map(({ action }) =>
          unexplained(
            policy,
            `lets ${cell.text(statement.Principal)} do ${action}`,
            'sqs:SendMessage by events.amazonaws.com',
          ),
        );
    }),
  );

/** The policy of a bucket takes away, and lets nobody in. */
const bucketPolicies = ({ cell }: Facts): readonly Mismatch[] =>
  cell
    .ofType('AWS::S3::BucketPolicy')
    .flatMap((policy) =>
      statementsOf(policy.properties.PolicyDocument).flatMap((statement) =>
        allowedBy(cell, statement).map(({ action }) =>
          unexplained(policy, `lets ${cell.text(statement.Principal)} do ${action}`, 'nobody'),
        ),
      ),
    );

/** An API that is made with a target answers without any route. */
const quickApis = ({ cell }: Facts): readonly Mismatch[] =>
  cell
    .ofType('AWS::ApiGatewayV2::Api')
    .flatMap((api) =>
      ['Target', 'RouteKey', 'Body', 'BodyS3Location']
        .filter((name) => api.properties[name] !== undefined)
        .map((name) => unexplained(api, `opens routes by ${name}`, 'the routes of contract/api/routes.ts')),
    );

const routesOpened = ({ cell, functions }: Facts): readonly Mismatch[] => {
  const integrations = new Map(
    cell
      .ofType('AWS::ApiGatewayV2::Integration')
      .map(({ id, properties }) => [`integrations/<${id}>`, cell.text(properties.IntegrationUri)]),
  );
  return cell.ofType('AWS::ApiGatewayV2::Route').flatMap((resource) => {
    const { properties } = resource;
    const key = cell.text(properties.RouteKey);
    const route = routeOf(key);
    const target = integrations.get(cell.text(properties.Target)) ?? 'nothing';
    const name = functions.find((one) => names(target, one))?.access?.name ?? target;
    const scopes = cell.texts(properties.AuthorizationScopes);
    const given = `${key} goes to ${name} by ${cell.text(properties.AuthorizationType)} with ${scopes.join(' ') || 'no scope'}`;
    if (route === undefined) return [unexplained(resource, given, 'the routes of contract/api/routes.ts')];
    const demanded = isPublic(route)
      ? 'NONE with no scope'
      : `JWT with ${route.scopes.map(qualifiedScope).join(' ')}`;
    const allowed = `${key} goes to ${route.function} by ${demanded}`;
    return given === allowed ? [] : [unexplained(resource, given, allowed)];
  });
};

/** Scopes that a service has a use for: some route answers services for them, and captures need a use that keeps. */
const scopesOfServices = ({ programs }: Facts): readonly Scope[] =>
  everyScope.filter((scope) =>
    everyRoute.some(
      ([, route]) =>
        route.scopes.includes(scope) &&
        route.who.some((who) => who === 'service' || who === 'anyone') &&
        (route.function !== 'captures' || anyKeepsRecords(programs)),
    ),
  );

const scopesAllowed = (facts: Facts, client: CellResource): readonly string[] => {
  const { cell, config } = facts;
  const flows = cell.texts(client.properties.AllowedOAuthFlows);
  if (!flows.includes('client_credentials'))
    return ['openid', 'email', ...scopesOfPeople().map(qualifiedScope)];
  const service = config.services.find(
    ({ name }) => cell.outputs.get(`${pascalCase(name)}ClientId`) === `<${client.id}>`,
  );
  const useful = scopesOfServices(facts);
  return (service?.scopes ?? []).filter((scope) => useful.includes(scope)).map(qualifiedScope);
};

const clientScopes = (facts: Facts): readonly Mismatch[] =>
  facts.cell.ofType('AWS::Cognito::UserPoolClient').flatMap((client) => {
    const allowed = scopesAllowed(facts, client);
    const asked = facts.cell
      .texts(client.properties.AllowedOAuthScopes)
      .map((scope) => scope.replace(/^<\w+>\//, `${resourceServer}/`));
    return asked
      .filter((scope) => !allowed.includes(scope))
      .map((scope) =>
        unexplained(
          client,
          `may ask for ${scope}, which no chosen program needs of it`,
          allowed.join(', ') || 'no scope',
        ),
      );
  });

/** Who may enter a cell without a route, a trigger or a use that explains it. */
export const unexplainedOpenings = (facts: Facts): readonly Mismatch[] => [
  ...openedToOthers(facts),
  ...starters(facts),
  ...queuePolicies(facts),
  ...bucketPolicies(facts),
  ...routesOpened(facts),
  ...quickApis(facts),
  ...clientScopes(facts),
];

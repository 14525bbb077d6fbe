import { isDeepStrictEqual } from 'node:util';
import { isPublic, routeOf } from '../../contract/api/routes.ts';
import { geographies } from '../../domain/geographies.ts';
import type { UserPoolConfig } from '../config.ts';
import { pascalCase } from '../constructs/names.ts';
import type { Fields, Json } from '../residency/template/values.ts';
import { below, type CellResource, written } from './cell.ts';
import type { Facts } from './facts.ts';
import { type Mismatch, unexplained } from './mismatch.ts';

const tokens = ['$request.header.Authorization'];

/** Properties that differ from what they have to be; where one may be left out, it is `undefined` that is expected. */
const different = (
  { cell }: Facts,
  resource: CellResource,
  given: Fields,
  expected: Readonly<Record<string, Json | undefined>>,
): readonly Mismatch[] =>
  Object.entries(expected).flatMap(([name, allowed]) => {
    const value = given[name] === undefined ? undefined : written(cell, given[name]);
    return isDeepStrictEqual(value, allowed)
      ? []
      : [unexplained(resource, `${name} is ${describe(value)}`, describe(allowed))];
  });

const describe = (value: Json | undefined): string =>
  value === undefined ? 'left out' : JSON.stringify(value);

/** The clients that the configuration names, by the outputs that say their ids. */
const namedClients = ({ cell, config }: Facts): readonly string[] =>
  config.identity.kind === 'oidc'
    ? []
    : ['Console', ...config.services.map(({ name }) => pascalCase(name))].map(
        (name) => cell.outputs.get(`${name}ClientId`) ?? `<no ${name}ClientId>`,
      );

const poolOf = ({ cell }: Facts): string => cell.outputs.get('UserPoolId') ?? '<no UserPoolId>';

/** Whose tokens the gateway takes, and for whom they have to be. */
const trustedTokens = (facts: Facts): { readonly Issuer: string; readonly Audience: readonly string[] } => {
  const { geography, config } = facts;
  const { identity } = config;
  if (identity.kind === 'user-pool') {
    const { region } = geographies[geography];
    const Issuer = `https://cognito-idp.${region}.amazonaws.com/${poolOf(facts)}`;
    return { Issuer, Audience: namedClients(facts) };
  }
  const here = (text: string) => text.replaceAll('{geography}', geography);
  return { Issuer: here(identity.issuer), Audience: [here(identity.audience)] };
};

const authorizers = (facts: Facts): readonly Mismatch[] =>
  facts.cell.ofType('AWS::ApiGatewayV2::Authorizer').flatMap((authorizer) => [
    ...different(facts, authorizer, authorizer.properties, {
      AuthorizerType: 'JWT',
      IdentitySource: tokens,
      AuthorizerUri: undefined,
    }),
    ...different(facts, authorizer, below(authorizer.properties, 'JwtConfiguration'), trustedTokens(facts)),
  ]);

/** Every route asks an authorizer of the cell, all of which are looked at above; a public one asks nobody. */
const askedByRoutes = ({ cell }: Facts): readonly Mismatch[] => {
  const known = cell.ofType('AWS::ApiGatewayV2::Authorizer').map(({ id }) => `<${id}>`);
  return cell.ofType('AWS::ApiGatewayV2::Route').flatMap((route) => {
    const asked = cell.text(route.properties.AuthorizerId ?? 'nobody');
    const row = routeOf(cell.text(route.properties.RouteKey));
    const allowed = row !== undefined && isPublic(row) ? ['nobody'] : known;
    return allowed.includes(asked)
      ? []
      : [unexplained(route, `asks ${asked} who calls`, allowed.join(', ') || 'an authorizer')];
  });
};

/** People are made by administrators, and nothing of others runs when they sign in. */
const pools = (facts: Facts): readonly Mismatch[] =>
  facts.cell.ofType('AWS::Cognito::UserPool').flatMap((pool) => {
    if (`<${pool.id}>` !== poolOf(facts))
      return [unexplained(pool, 'a user pool that no output names', poolOf(facts))];
    return [
      ...different(facts, pool, below(pool.properties, 'AdminCreateUserConfig'), {
        AllowAdminCreateUserOnly: true,
      }),
      ...different(facts, pool, pool.properties, { LambdaConfig: undefined }),
    ];
  });

const ofPeople = ({ geography }: Facts, { callbackUrls, signOutUrls }: UserPoolConfig) => {
  const here = (texts: readonly string[]) => texts.map((text) => text.replaceAll('{geography}', geography));
  return {
    AllowedOAuthFlows: ['code'],
    CallbackURLs: here(callbackUrls),
    LogoutURLs: here(signOutUrls ?? callbackUrls),
    DefaultRedirectURI: undefined,
  };
};

const ofServices = {
  AllowedOAuthFlows: ['client_credentials'],
  CallbackURLs: undefined,
  LogoutURLs: undefined,
  DefaultRedirectURI: undefined,
};

const clients = (facts: Facts): readonly Mismatch[] => {
  const { identity } = facts.config;
  const named = namedClients(facts);
  return facts.cell.ofType('AWS::Cognito::UserPoolClient').flatMap((client) => {
    const at = named.indexOf(`<${client.id}>`);
    if (identity.kind === 'oidc' || at < 0)
      return [unexplained(client, 'a client that no output names', named.join(', ') || 'none')];
    return different(facts, client, client.properties, {
      ...(at === 0 ? ofPeople(facts, identity) : ofServices),
      UserPoolId: poolOf(facts),
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      SupportedIdentityProviders: ['COGNITO'],
    });
  });
};

/**
 * Who counts as whom in a cell beyond what the configuration says: issuers and audiences of tokens, who may sign up,
 * and where a sign-in returns to (BY-6).
 */
export const unexplainedIdentity = (facts: Facts): readonly Mismatch[] => [
  ...authorizers(facts),
  ...askedByRoutes(facts),
  ...pools(facts),
  ...clients(facts),
];

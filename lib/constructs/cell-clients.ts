import { Duration } from 'aws-cdk-lib';
import {
  type IUserPool,
  OAuthScope,
  ResourceServerScope,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { everyRoute } from '../../contract/api/routes.ts';
import { everyScope, resourceServer, type Scope, scopes } from '../../contract/api/scopes.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { ServiceConfig, UserPoolConfig } from '../config.ts';
import { pascalCase } from './names.ts';

/** Scopes of the routes that people call; what only services may do, no person is given a scope for. */
export const scopesOfPeople = (): readonly Scope[] =>
  everyScope.filter((scope) =>
    everyRoute.some(
      ([, route]) => route.scopes.includes(scope) && route.who.some((who) => who !== 'service'),
    ),
  );

/**
 * Who may ask for tokens: the console for people, with a code and PKCE, and one client for each of the vendor's
 * services, with a secret that Cognito makes. No client takes a password.
 */
export class CellClients extends Construct {
  readonly console: UserPoolClient;
  readonly services: ReadonlyMap<string, UserPoolClient>;
  private readonly scopeOf: (scope: Scope) => OAuthScope;

  constructor(
    scope: Construct,
    id: string,
    props: {
      userPool: IUserPool;
      geography: Geography;
      identity: UserPoolConfig;
      services: readonly ServiceConfig[];
    },
  ) {
    super(scope, id);
    const { userPool } = props;
    const declared = new Map(
      everyScope.map((name) => [
        name,
        new ResourceServerScope({ scopeName: name, scopeDescription: scopes[name] }),
      ]),
    );
    const server = new UserPoolResourceServer(this, 'ResourceServer', {
      userPool,
      identifier: resourceServer,
      scopes: [...declared.values()],
    });
    this.scopeOf = (name) => {
      const known = declared.get(name);
      if (known === undefined) throw new Error(`Scope ${name} is not one of ${everyScope.join(', ')}.`);
      return OAuthScope.resourceServer(server, known);
    };
    this.console = this.clientOfPeople(userPool, props.identity, props.geography);
    this.services = new Map(
      props.services.map((service) => [service.name, this.clientOfService(userPool, service)]),
    );
  }

  /** Every client's id: the audiences that the authorizer accepts. */
  get audiences(): string[] {
    return [this.console, ...this.services.values()].map((client) => client.userPoolClientId);
  }

  /** The id of each client, by the name of its output. */
  get outputs(): Readonly<Record<string, string>> {
    const services = [...this.services].map(([name, client]) => [
      `${pascalCase(name)}ClientId`,
      client.userPoolClientId,
    ]);
    return { ConsoleClientId: this.console.userPoolClientId, ...Object.fromEntries(services) };
  }

  private clientOfPeople(userPool: IUserPool, identity: UserPoolConfig, geography: Geography) {
    const here = (addresses: readonly string[]) =>
      addresses.map((address) => address.replaceAll('{geography}', geography));
    return new UserPoolClient(this, 'Console', {
      userPool,
      generateSecret: false,
      preventUserExistenceErrors: true,
      // Named, because a client that names no flow is given the one with passwords over SRP.
      authFlows: { userPassword: false },
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(12),
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, ...scopesOfPeople().map(this.scopeOf)],
        callbackUrls: here(identity.callbackUrls),
        logoutUrls: here(identity.signOutUrls ?? identity.callbackUrls),
      },
    });
  }

  private clientOfService(userPool: IUserPool, service: ServiceConfig) {
    return new UserPoolClient(this, `Service-${service.name}`, {
      userPool,
      generateSecret: true,
      authFlows: { userPassword: false },
      accessTokenValidity: Duration.hours(1),
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: { flows: { clientCredentials: true }, scopes: service.scopes.map(this.scopeOf) },
    });
  }
}

import { describe, expect, test } from 'vitest';
import { everyRoute, isPublic } from '../../contract/api/routes.ts';
import { qualifiedScope } from '../../contract/api/scopes.ts';
import { named, type Synthesized, synthesizeCells } from './cells.ts';

const clients = (service: Synthesized) => service.ofType('AWS::Cognito::UserPoolClient');

describe.each(named(synthesizeCells()))('the API of the cell %s', (geography, { service }) => {
  test('has a route for each row of the route table, behind the authorizer, with the scopes of the row', () => {
    const authorizer = { Ref: service.one('AWS::ApiGatewayV2::Authorizer').id };
    const made = service.ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
    const guarded = everyRoute.filter(([, route]) => !isPublic(route));
    const expected = guarded.map(([key, { scopes }]) =>
      expect.objectContaining({
        RouteKey: key,
        AuthorizationType: 'JWT',
        AuthorizerId: authorizer,
        AuthorizationScopes: scopes.map(qualifiedScope),
      }),
    );
    expect(made).toHaveLength(everyRoute.length);
    expect(made).toEqual(expect.arrayContaining(expected));
  });

  test('asks nobody who wants the public keys, and everybody else', () => {
    const open = service
      .ofType('AWS::ApiGatewayV2::Route')
      .filter(({ Properties }) => Properties.AuthorizationType !== 'JWT')
      .map(({ Properties: { RouteKey, AuthorizationType, AuthorizerId } }) => [
        RouteKey,
        AuthorizationType,
        AuthorizerId,
      ]);
    expect(open).toEqual([
      ['GET /.well-known/jwks.json', 'NONE', undefined],
      ['GET /.well-known/placement-keys.json', 'NONE', undefined],
    ]);
  });

  test('sends each route to the function of its row', () => {
    const integrations = new Map(
      service.ofType('AWS::ApiGatewayV2::Integration').map(({ id, Properties }) => [id, Properties]),
    );
    for (const [key, route] of everyRoute) {
      const made = service
        .ofType('AWS::ApiGatewayV2::Route')
        .find(({ Properties }) => Properties.RouteKey === key);
      const integration = [...integrations.keys()].find((id) =>
        JSON.stringify(made?.Properties.Target).includes(id),
      );
      const target = JSON.stringify(integrations.get(integration ?? '')?.IntegrationUri);
      expect(target.toLowerCase()).toContain(`"${route.function}function`);
    }
  });

  test('takes tokens of the clients of this cell only', () => {
    const { JwtConfiguration } = service.one('AWS::ApiGatewayV2::Authorizer').Properties;
    expect(JwtConfiguration).toEqual({
      Audience: expect.arrayContaining(clients(service).map(({ id }) => ({ Ref: id }))),
      Issuer: expect.anything(),
    });
    expect(JSON.stringify(JwtConfiguration)).toContain(`Domicile-${geography}-Storage`);
  });

  test('limits how many requests it takes, and logs the route and never the path', () => {
    const { DefaultRouteSettings, AccessLogSettings } = service.one('AWS::ApiGatewayV2::Stage').Properties;
    expect(DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1_000 });
    const format = JSON.stringify(AccessLogSettings);
    expect(format).toContain('$context.routeKey');
    expect(format).toContain('$context.status');
    expect(format).not.toMatch(/\$context\.(path|requestPath|identity|authorizer|domainName)/);
  });

  test('signs people in with a code and no client secret, services with a secret, nobody with a password', () => {
    const flows = Object.fromEntries(
      clients(service).map(({ id, Properties }) => [
        id.replace(/[0-9A-F]{8}$/, ''),
        [Properties.AllowedOAuthFlows, Properties.GenerateSecret, Properties.ExplicitAuthFlows],
      ]),
    );
    const noPassword = ['ALLOW_REFRESH_TOKEN_AUTH'];
    expect(flows).toEqual({
      ClientsConsole: [['code'], false, noPassword],
      ClientsServiceassistant: [['client_credentials'], true, noPassword],
      ClientsServiceevaluation: [['client_credentials'], true, noPassword],
    });
  });

  test('gives people no scope that only services use', () => {
    const scopes = JSON.stringify(service.one('AWS::Cognito::UserPoolClient', 'ClientsConsole').Properties);
    expect(scopes).toContain('/settings.write');
    expect(scopes).not.toContain('/captures.');
  });

  test('returns people to the address of the geography', () => {
    const { CallbackURLs } = service.one('AWS::Cognito::UserPoolClient', 'ClientsConsole').Properties;
    expect(CallbackURLs).toEqual([`https://${geography}.console.example.com/signed-in`]);
  });
});

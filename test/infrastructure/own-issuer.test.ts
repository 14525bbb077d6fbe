import { describe, expect, test } from 'vitest';
import { everyFunction } from '../../contract/access/every-function.ts';
import { tokenRulesFrom } from '../../contract/access/token-rules.ts';
import { everyRoute } from '../../contract/api/routes.ts';
import { qualifiedScope } from '../../contract/api/scopes.ts';
import { named, onlyCell, ownIssuer, synthesizeCells } from './cells.ts';

const functionsWithHttp = everyFunction.filter(({ triggers }) =>
  triggers.some(({ kind }) => kind === 'http'),
);

describe.each(named(synthesizeCells(ownIssuer)))(
  'the cell %s with the own issuer of a vendor',
  (geography, { service, stacks }) => {
    test('takes tokens of that issuer for its own audience and no others', () => {
      expect(service.one('AWS::ApiGatewayV2::Authorizer').Properties.JwtConfiguration).toEqual({
        Issuer: `https://login.example.com/${geography}/`,
        Audience: [`https://${geography}.domicile.example.com`],
      });
    });

    test('demands the scopes of the route table all the same', () => {
      const demanded = service
        .ofType('AWS::ApiGatewayV2::Route')
        .map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizationScopes ?? []]);
      expect(Object.fromEntries(demanded)).toEqual(
        Object.fromEntries(everyRoute.map(([key, { scopes }]) => [key, scopes.map(qualifiedScope)])),
      );
    });

    test('has no user pool, no client, and no output that names one', () => {
      const types = stacks.flatMap(({ resources }) => resources.map(({ Type }) => Type));
      expect(types.filter((type) => type.startsWith('AWS::Cognito::'))).toEqual([]);
      const outputs = stacks.flatMap(({ template }) => Object.keys(template.Outputs ?? {}));
      expect(outputs.filter((name) => /UserPool|ClientId/.test(name))).toEqual([]);
      expect(outputs).toContain('Issuer');
    });

    test('tells the functions behind the API how to read its tokens, and the others nothing', () => {
      const told = service.ofType('AWS::Lambda::Function').flatMap(({ Properties }) => {
        const { Variables } = Properties.Environment as { Variables: Record<string, string> };
        return Variables.IDENTITY_RULES === undefined ? [] : [tokenRulesFrom(Variables.IDENTITY_RULES)];
      });
      const rules = {
        kind: 'oidc',
        audience: `https://${geography}.domicile.example.com`,
        rolesClaim: 'https://example.com/roles',
        scopesClaim: 'scope',
        services: ['assistant-client'],
        people: ['console-client'],
        onBehalf: [
          { client: 'assistant-for-people', service: 'assistant-client', scopes: ['settings.read'] },
        ],
        directoryRolesClaim: 'https://example.com/directory-roles',
        capacitiesClaim: 'https://example.com/capacities',
      };
      expect(told).toEqual(functionsWithHttp.map(() => rules));
    });
  },
);

test('what is kept beside the user pool has the same logical ids with an own issuer', () => {
  const kept = (changes: Parameters<typeof synthesizeCells>[0]) =>
    onlyCell(synthesizeCells({ geographies: ['eu'], ...changes }))
      .storage.resources.filter(({ Type }) => !Type.startsWith('AWS::Cognito::'))
      .map(({ id }) => id);

  expect(kept(ownIssuer)).toEqual(kept({}));
});

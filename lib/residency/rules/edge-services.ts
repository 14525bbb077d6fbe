import { broken, cannotTell, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';

const everywhere = [
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::KeyValueStore',
  'AWS::ECR::PublicRepository',
  'AWS::GlobalAccelerator::Accelerator',
];
const edgeByDefault = ['AWS::ApiGateway::DomainName', 'AWS::ApiGateway::RestApi'];
const webAcls = [
  'AWS::WAFv2::IPSet',
  'AWS::WAFv2::RegexPatternSet',
  'AWS::WAFv2::RuleGroup',
  'AWS::WAFv2::WebACL',
];

const regional = 'Set EndpointConfiguration.Types to REGIONAL or PRIVATE.';

/** REST APIs are at the edge unless they say otherwise. */
const ofApi = (api: Part): readonly Verdict[] => {
  const types = api.at('EndpointConfiguration', 'Types').flatMap((part) => part.items());
  const isLacking = api.mayLack('EndpointConfiguration', 'Types');
  const lack = isLacking ? [broken(api, 'without a type the endpoint is one at the edge', regional)] : [];
  const said = types.map((type) => {
    if (type.literal === undefined)
      return cannotTell(type, type.unknown ?? 'the type is not known', regional);
    return type.literal === 'EDGE' ? broken(type, 'the endpoint is one at the edge', regional) : kept(type);
  });
  return [...lack, ...said];
};

const ofWebAcl = (list: Part): readonly Verdict[] =>
  list.at('Scope').map((scope) => {
    const fix = 'Set Scope to REGIONAL.';
    if (scope.literal === undefined) return cannotTell(scope, scope.unknown ?? 'the scope is not known', fix);
    return scope.literal === 'REGIONAL' ? kept(scope) : broken(scope, 'it works at the edge', fix);
  });

/** Requests are answered in the region and not at the edge. */
export const edgeServices = rule({
  id: 'edge-services',
  sentence: 'Requests are answered in the region and not at the edge.',
  appliesTo: [...everywhere, ...edgeByDefault, ...webAcls],
  check: (properties, _pin, { type }) => {
    if (edgeByDefault.includes(type)) return ofApi(properties);
    if (webAcls.includes(type)) return ofWebAcl(properties);
    return [broken(properties, `${type} works in every region at once`, 'Serve from the region itself.')];
  },
});

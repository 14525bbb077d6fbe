import { judgeRegion } from '../places.ts';
import { rule } from '../rule.ts';

/** A secret is copied to allowed regions only. */
export const secretReplicas = rule({
  id: 'secret-replicas',
  sentence: 'A secret is copied to allowed regions only.',
  appliesTo: ['AWS::SecretsManager::Secret'],
  check: (secret, pin) =>
    secret
      .each('ReplicaRegions')
      .flatMap((copy) => copy.at('Region'))
      .map((region) => judgeRegion(region, pin, 'Remove the region from ReplicaRegions.')),
});

import { attributeOf, type Cell } from './cell.ts';

/** What the permissions of a cell are about, as texts of `Cell`. */
export type Anchors = {
  readonly tables: Readonly<Record<'registry' | 'content' | 'evidence', string>>;
  readonly registryStream: string;
  readonly signingKey: string;
  /** Present where the cell signs placement tokens. */
  readonly placementKey?: string;
  readonly evidenceBucket: string;
  readonly purgeQueue: string;
  readonly bus: string;
};

const tableOutputs = {
  registry: 'RegistryTable',
  content: 'ContentTable',
  evidence: 'EvidenceTable',
} as const;

/** Outputs that name what a cell cannot be without. */
const demanded = [
  ...Object.values(tableOutputs),
  ...['EvidenceBucketName', 'SigningKeyId', 'PurgeQueueUrl', 'EventBusName'],
];

/** The outputs that a cell must have and has not. */
export const missingOutputs = ({ outputs }: Cell): readonly string[] =>
  demanded.filter((name) => !outputs.has(name));

/** ARNs of tables, bucket, keys, queue and bus, as the outputs of the cell name them. */
export const anchorsOf = ({ outputs }: Cell): Anchors => {
  const arn = (output: string) => attributeOf(outputs.get(output) ?? `<no ${output}>`, 'Arn');
  return {
    tables: {
      registry: arn(tableOutputs.registry),
      content: arn(tableOutputs.content),
      evidence: arn(tableOutputs.evidence),
    },
    registryStream: attributeOf(outputs.get(tableOutputs.registry) ?? '<no table>', 'StreamArn'),
    signingKey: arn('SigningKeyId'),
    ...(outputs.has('PlacementKeyId') && { placementKey: arn('PlacementKeyId') }),
    evidenceBucket: arn('EvidenceBucketName'),
    purgeQueue: arn('PurgeQueueUrl'),
    bus: arn('EventBusName'),
  };
};

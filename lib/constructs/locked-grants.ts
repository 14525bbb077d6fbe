import { Reference, Stack, Tokenization, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Access } from '../../contract/access/access.ts';
import { bucketPrefixes } from '../../contract/evidence-bucket.ts';

/** Where in the evidence bucket a function may put something. @param bucket its ARN */
export const lockedObjects = ({ locks = [] }: Access, bucket: string): readonly string[] =>
  locks.map((kind) => `${bucket}/${bucketPrefixes[kind]}*`);

/** The name under which the stack of the bucket exports its ARN to the stack of the functions. */
const exportedName = (bucket: string): string => {
  const made = Tokenization.reverseString(bucket).firstToken;
  if (made === undefined || !Reference.isReference(made)) return bucket;
  const stack = Stack.of(made.target);
  return String(stack.resolve(stack.exportValue(bucket))['Fn::ImportValue']);
};

/** Says of grants on objects of the bucket why each has a star. */
export const explainLocked = (role: Role, access: Access, bucket: string): void => {
  const reason =
    'Each checkpoint is an object with a name of its own, below the one prefix that this function may put into.';
  if (access.locks === undefined) return;
  for (const objects of lockedObjects(access, exportedName(bucket))) {
    Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${objects}]`, reason });
  }
};

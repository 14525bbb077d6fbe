import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * What holds data stays when its resource or its stack goes. The one exception is the rollback of the operation
 * that made it: a failed first deployment leaves nothing behind, where `protection` is off.
 */
export const kept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

import { Aws, Duration, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  UserPool,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { VendorRole } from '../../contract/access/token-rules.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { Protection } from '../config.ts';
import { kept } from './kept.ts';

/** Roles of the vendor's people: groups of the user pool, read from the token. */
const vendorRoles = {
  operator: 'Creates organizations and names their first owners',
  reviewer: 'Looks at shared data where a customer permits it',
  support: 'Helps customers, and enters each look',
  auditor: 'Reads evidence and statements',
} as const satisfies Record<VendorRole, string>;

/**
 * Where the people of a cell sign in: a user pool of its own, whose users are made by an administrator. It is
 * retained: with it would go who every entry of the ledger speaks of.
 */
export class CellIdentity extends Construct {
  readonly userPool: UserPool;
  readonly domain: UserPoolDomain;

  constructor(
    scope: Construct,
    id: string,
    props: { geography: Geography; domainPrefix?: string | undefined; protection: Protection },
  ) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // One-time codes only: a text message would be sent by a telephone company somewhere.
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: props.protection === 'on',
      removalPolicy: kept,
    });
    for (const [groupName, description] of Object.entries(vendorRoles)) {
      const group = { userPoolId: this.userPool.userPoolId, groupName, description };
      // Kept with the pool: a group takes its memberships with it.
      new CfnUserPoolGroup(this, groupName, group).applyRemovalPolicy(kept);
    }
    this.domain = this.userPool.addDomain('Domain', {
      // A host name of the region, so that it must be unique there: the account makes it so.
      cognitoDomain: {
        domainPrefix: `${props.domainPrefix ?? 'domicile'}-${props.geography}-${Aws.ACCOUNT_ID}`,
      },
    });
    this.domain.applyRemovalPolicy(kept);
    this.acknowledge();
  }

  private acknowledge() {
    Validations.of(this.userPool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason: 'A second factor is offered to all; whether it is demanded is the decision of the vendor.',
      },
      {
        id: 'AwsSolutions-COG3',
        reason: 'Threat protection profiles sign-ins and is billed per user: the vendor decides on it.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason: 'The Plus plan is billed per user and buys threat protection: the vendor decides on it.',
      },
    );
  }
}

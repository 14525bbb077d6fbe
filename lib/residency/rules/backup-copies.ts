import { destinationRule } from '../destinations.ts';

/** A backup is copied to vaults within the pin. DL-2. */
export const backupCopies = destinationRule({
  id: 'backup-copies',
  sentence: 'A backup is copied to vaults within the pin.',
  fix: 'Remove the copy action, or name a vault of an allowed region and the same account.',
  destinations: {
    'AWS::Backup::BackupPlan': [
      'BackupPlan.BackupPlanRule.CopyActions.DestinationBackupVaultArn',
      'BackupPlan.BackupPlanRule.TargetLogicallyAirGappedBackupVaultArn',
    ],
  },
});

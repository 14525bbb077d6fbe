const noSuchCall = 'The emulator has no such call.';
const noSuchService = 'The emulator has no such service.';

/** Why a way out is not tried in the embedded cloud, by its id. */
export const notTriedLive: Readonly<Record<string, string>> = {
  'table-witness': noSuchCall,
  'table-replica-of-another-account': noSuchCall,
  'table-partiql': 'The emulator asks IAM for an action that AWS does not know.',
  'item-of-another-geography': 'The emulator does not tell policies which partition keys a request names.',
  'backup-vault-shared': noSuchCall,
  'key-moved': noSuchCall,
  'bucket-batch': noSuchCall,
  'log-export': noSuchCall,
  'metric-stream': noSuchCall,
  'observability-link': noSuchService,
  'database-copy': noSuchCall,
  'image-replication': noSuchCall,
  automation: noSuchCall,
  'service-that-learns': noSuchCall,
  'witness-by-hand': 'EventBridge does it by itself for a rule: there is no call of its own.',
  'role-passed': 'There is no call of its own: other calls bring the role along, and are refused themselves.',
  'access-shared': noSuchService,
  'organization-left': noSuchCall,
  'stack-set': noSuchCall,
};

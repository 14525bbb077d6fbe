import type { S3Request } from '../../../local/s3.ts';
import type { AuditedCell } from './audited-cell.ts';
import type { HandMade } from './drifts.ts';

const asked = async (cell: AuditedCell, request: Omit<S3Request, 'bucket'>) => {
  const { status, body } = await cell.s3({ bucket: cell.named('EvidenceBucket'), ...request });
  if (status >= 300) throw new Error(`S3 answered ${status}: ${body}`);
};

const lockFor = (days: number) => (cell: AuditedCell) =>
  asked(cell, {
    method: 'PUT',
    query: { 'object-lock': '' },
    body: `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>${days}</Days></DefaultRetention></Rule></ObjectLockConfiguration>`,
  });

/** Into itself: what counts is that there is a copy which no template asked for. */
const replicate = (cell: AuditedCell) =>
  asked(cell, {
    method: 'PUT',
    query: { replication: '' },
    body: `<ReplicationConfiguration><Role>${cell.arn('iam::{account}:role/copies')}</Role><Rule><ID>r</ID><Status>Enabled</Status><Priority>1</Priority><Filter/><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::${cell.named('EvidenceBucket')}</Bucket></Destination></Rule></ReplicationConfiguration>`,
  });

/** What somebody does to the evidence bucket beside the templates. */
export const bucketDrifts: readonly HandMade[] = [
  {
    what: 'checkpoints are locked for a day only',
    finding: ['EvidenceBucket', 'lock'],
    make: lockFor(1),
    mend: lockFor(2_555),
  },
  {
    what: 'the evidence bucket is copied',
    finding: ['EvidenceBucket', 'replication'],
    make: replicate,
    mend: (cell) => asked(cell, { method: 'DELETE', query: { replication: '' } }),
  },
];

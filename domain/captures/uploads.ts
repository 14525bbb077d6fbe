import { type CaptureRefusal, partsOfRecord, type ToldRecord } from './call.ts';

/**
 * A record with something from an upload names who uploaded it, and no other record names an uploader (SC-9). So what
 * came from somebody's upload is found again by that person, and is never kept as if it were nobody's.
 */
export const namesItsUploader = (record: ToldRecord, at: string): CaptureRefusal | undefined => {
  const uploaded = partsOfRecord(record, at).some(({ source }) => source === 'upload');
  if (uploaded === (record.uploader !== undefined)) return undefined;
  return {
    problem: 'uploader-mismatch',
    at: `${at}/uploader`,
    given: uploaded ? 'no uploader' : 'an uploader',
    allowed: [
      uploaded
        ? 'the user who uploaded what it was retrieved from'
        : 'none, where nothing comes from an upload',
    ],
  };
};

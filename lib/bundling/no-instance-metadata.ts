/**
 * Stands in for the part of the SDK that asks the metadata service of a virtual machine for its region. It is asked
 * only where the environment names no region, and AWS Lambda always names one.
 */
export const getInstanceMetadataRegion = async (): Promise<undefined> => undefined;

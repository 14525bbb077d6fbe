import { bundleFunctions } from '../lib/bundle-functions.ts';

// Runs in a thread of its own, beside the one that reads CDK.
await bundleFunctions();

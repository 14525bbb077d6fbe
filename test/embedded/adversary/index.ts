import { AwsClient } from 'aws4fetch';
import type { LiveCall } from '../../escapes/live/call.ts';
import type { Answer } from './answers.ts';

const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL } = process.env;

const client = new AwsClient({
  accessKeyId: AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
  ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
});

const atOnce = 4;

const make = async ({ service, at: region, method, path, headers, body }: LiveCall): Promise<Answer> => {
  const request = await client.sign(new URL(path, AWS_ENDPOINT_URL), {
    method,
    headers,
    ...(method !== 'GET' && { body }),
    aws: { service, region },
  });
  const response = await fetch(request);
  return { status: response.status, text: (await response.text()).slice(0, 500) };
};

/** Makes each call and reports the answers. It runs as a function of the cell would, with its role. */
export const handler = async (calls: readonly LiveCall[]): Promise<readonly Answer[]> => {
  const answers: Answer[] = [];
  const rest = [...calls.entries()];
  const worker = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [index, call] = next;
      answers[index] = await make(call);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  console.log('tried', answers.length);
  return answers;
};

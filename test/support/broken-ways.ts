import type { Progress } from '../../cli/instruct/files.ts';
import type { HandOverPorts } from '../../cli/instruct/hand-over.ts';
import type { Answer } from '../../cli/instruct/not-received.ts';

/** What happens to one message of a client on its way, and to the client. */
export const everyWay = [
  'arrives',
  'is lost',
  'arrives twice',
  'its answer is lost',
  'its answer is lost, and the client ends',
  'its answer is not kept, since the client ends',
  'the client ends before',
] as const;
export type Way = (typeof everyWay)[number];

/** The client was ended, as a machine ends: nothing after it runs. */
export class ClientEnded extends Error {
  override readonly name = 'ClientEnded';
}

/** A client whose messages go these ways, one after the other; once they are used up, everything arrives. */
export const aClientOn = (
  ways: readonly Way[],
  { send, now }: Pick<HandOverPorts, 'send' | 'now'>,
  start: Progress,
) => {
  const left = [...ways];
  let saved = start;
  let endsBeforeKeeping = false;
  const lost: Answer = { kind: 'silent', why: 'ECONNRESET' };
  const ports: HandOverPorts = {
    send: async (geography, part) => {
      const way = left.shift() ?? 'arrives';
      if (way === 'the client ends before') throw new ClientEnded();
      if (way === 'is lost') return lost;
      if (way === 'arrives twice') await send(geography, part);
      const answer = await send(geography, part);
      if (way === 'its answer is lost, and the client ends') throw new ClientEnded();
      endsBeforeKeeping = way === 'its answer is not kept, since the client ends';
      return way === 'its answer is lost' ? lost : answer;
    },
    save: async (progress) => {
      if (endsBeforeKeeping) {
        endsBeforeKeeping = false;
        throw new ClientEnded();
      }
      saved = progress;
    },
    wait: async () => {},
    now,
  };
  return { ports, saved: () => saved };
};

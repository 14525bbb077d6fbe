import type { Pin } from '../pin.ts';
import { judgeHosts, say, worst } from '../places.ts';
import { cannotTell, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import { shown } from '../template/text.ts';

const fix = 'Call an AWS address of the home region, or a function instead.';

const isHttpCall = (text: string): boolean => text.includes(':states:::http:invoke');

const judge = (part: Part, pin: Pin): Verdict => {
  const text = shown(part.text);
  if (part.possible.kind === 'unknown') return cannotTell(part, part.possible.because, fix);
  if (!isHttpCall(text)) return kept(part);
  const hosts = worst(judgeHosts(text, pin));
  return hosts.answer === 'kept'
    ? cannotTell(part, 'it calls an address over HTTP, and an address may be answered from anywhere', fix)
    : say(part, hosts, fix);
};

/** A state machine calls nothing over HTTP, and its definition stands in the template. */
export const stateMachines = rule({
  id: 'state-machines',
  sentence: 'A state machine calls nothing over HTTP, and its definition stands in the template.',
  appliesTo: ['AWS::StepFunctions::StateMachine'],
  check: (machine, pin) => [
    ...[...machine.at('DefinitionString'), ...machine.at('Definition')]
      .flatMap((definition) => definition.leaves())
      .map((leaf) => judge(leaf, pin)),
    ...machine
      .at('DefinitionS3Location')
      .map((location) =>
        cannotTell(location, 'its definition lies elsewhere', 'Write it into the template.'),
      ),
  ],
});

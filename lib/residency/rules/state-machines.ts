import type { Pin } from '../pin.ts';
import { judgeHosts, worst } from '../places.ts';
import { copyingActions } from '../policies/copying-actions.ts';
import { broken, cannotTell, kept, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import { gap, shown } from '../template/text.ts';

const fix = 'Call an AWS address of the home region, or a function instead.';
const fixCopy = 'Take the call out: where it copies to stands in its arguments, and may be computed.';

const isHttpCall = (text: string): boolean => text.includes(':states:::http:invoke');

/** The services that state machines know by another name than policies do. */
const namesInPolicies: Readonly<Record<string, string>> = {
  cloudwatchlogs: 'logs',
  efs: 'elasticfilesystem',
  eventbridge: 'events',
  sfn: 'states',
  s3control: 's3',
};
/** Calls whose action in policies has another name. */
const namesOfCalls: Readonly<Record<string, string>> = {
  's3:putbucketreplication': 's3:putreplicationconfiguration',
  's3:putbucketinventoryconfiguration': 's3:putinventoryconfiguration',
};
const copying: ReadonlySet<string> = new Set(copyingActions.map((action) => action.toLowerCase()));

/** Calls of AWS services in a definition that copy to wherever their arguments say. */
const copiesIn = (text: string): readonly string[] =>
  Array.from(
    text.matchAll(/:states:::(?:aws-sdk:)?([a-z0-9]+):([a-z0-9]+)/gi),
    ([, service = '', call = '']) => {
      const action = `${namesInPolicies[service.toLowerCase()] ?? service}:${call}`.toLowerCase();
      return namesOfCalls[action] ?? action;
    },
  ).filter((action) => copying.has(action));

const judge = (part: Part, pin: Pin): Verdict => {
  const text = shown(part.text);
  if (part.possible.kind === 'unknown' || text === gap) return cannotTell(part, part.unknown ?? '', fix);
  const [copy] = copiesIn(text);
  if (copy !== undefined)
    return broken(part, `it calls ${copy}, which no condition on the region holds`, fixCopy);
  if (new RegExp(`"Resource"\\s*:\\s*"[^"]*${gap}`).test(text)) {
    return cannotTell(part, `what it calls is not known: ${part.unknown}`, fix);
  }
  if (!isHttpCall(text)) return kept(part);
  const hosts = worst(judgeHosts(text, pin));
  return hosts.answer === 'kept'
    ? cannotTell(part, 'it calls an address over HTTP, and an address may be answered from anywhere', fix)
    : { ...broken(part, hosts.reason, fix), answer: hosts.answer };
};

/** A state machine calls nothing over HTTP and nothing that copies, and its definition stands in the template. */
export const stateMachines = rule({
  id: 'state-machines',
  sentence:
    'A state machine calls nothing over HTTP and nothing that copies, and its definition stands in the template.',
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

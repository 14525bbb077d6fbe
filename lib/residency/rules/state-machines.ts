import type { Pin } from '../pin.ts';
import { judgeArns, judgeHosts, say, worst } from '../places.ts';
import { copyingActions } from '../policies/copying-actions.ts';
import { regionsNamedIn } from '../regions.ts';
import { allowed, broken, cannotTell, rule, type Verdict } from '../rule.ts';
import type { Part } from '../template/part.ts';
import { combinations } from '../template/possible.ts';
import { gap, shown, type TextPart } from '../template/text.ts';

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

/** The texts that a definition may be, its substitutions made; undefined where there are too many. */
const substituted = (part: Part, substitutions: readonly Part[]): readonly string[] | undefined => {
  const waysOf = (piece: TextPart | string): readonly string[] => {
    if (typeof piece !== 'string') return [shown([piece])];
    const name = /^\$\{([^}]*)\}$/.exec(piece)?.[1];
    const given = name === undefined ? [] : substitutions.flatMap((map) => map.at(name));
    return given.length === 0 ? [piece] : given.map(({ text }) => shown(text));
  };
  const pieces = part.text.flatMap((piece): readonly (TextPart | string)[] =>
    piece.kind === 'literal' && substitutions.length > 0 ? piece.text.split(/(\$\{[^}]*\})/) : [piece],
  );
  return combinations(pieces.map(waysOf))?.map((way) => way.join(''));
};

/** A definition as the service reads it, without escapes; undefined where it is no JSON. */
const asRead = (text: string): string | undefined => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const judgePlaces = (part: Part, text: string, pin: Pin): Verdict => {
  const abroad = regionsNamedIn(text.toLowerCase()).filter((region) => !pin.allows(region));
  const places = worst([...judgeArns(text, pin), ...judgeHosts(text, pin)]);
  return places.answer === 'kept' && abroad.length > 0
    ? cannotTell(part, `it mentions ${abroad.join(', ')}; ${allowed(pin)}`, fix)
    : say(part, places, fix);
};

const judgeText = (part: Part, text: string, pin: Pin): Verdict => {
  const [copy] = copiesIn(text);
  if (copy !== undefined)
    return broken(part, `it calls ${copy}, which no condition on the region holds`, fixCopy);
  const isCallOfGap = part.property === 'Resource' && text.includes(gap);
  if (isCallOfGap || new RegExp(`"Resource"\\s*:\\s*"[^"]*${gap}`).test(text)) {
    return cannotTell(part, `what it calls is not known: ${part.unknown ?? 'a substitution'}`, fix);
  }
  if (!isHttpCall(text)) return judgePlaces(part, text, pin);
  const hosts = worst(judgeHosts(text, pin));
  return hosts.answer === 'kept'
    ? cannotTell(part, 'it calls an address over HTTP, and an address may be answered from anywhere', fix)
    : { ...broken(part, hosts.reason, fix), answer: hosts.answer };
};

const judge = (part: Part, pin: Pin, substitutions: readonly Part[]): readonly Verdict[] => {
  if (part.possible.kind === 'unknown' || shown(part.text) === gap)
    return [cannotTell(part, part.unknown ?? '', fix)];
  const texts = substituted(part, substitutions);
  if (texts === undefined) return [cannotTell(part, 'its substitutions have too many possibilities', fix)];
  const isWhole = part.property === 'DefinitionString';
  return texts.map((text) => {
    const read = isWhole ? asRead(text) : text;
    return read === undefined
      ? cannotTell(part, 'its definition cannot be read as JSON', fix)
      : judgeText(part, read, pin);
  });
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
      .flatMap((leaf) => judge(leaf, pin, machine.at('DefinitionSubstitutions'))),
    ...machine
      .at('DefinitionS3Location')
      .map((location) =>
        cannotTell(location, 'its definition lies elsewhere', 'Write it into the template.'),
      ),
  ],
});

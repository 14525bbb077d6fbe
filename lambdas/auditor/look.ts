import { compare, type Finding, statedAspects } from '../../domain/audit/compare.ts';
import type { Aspect, Control, NotChecked, Observed, Reading } from '../../domain/audit/control.ts';
import { type Names, namesOf, type StackResource } from '../../domain/audit/names.ts';
import { seconds } from '../../domain/time.ts';
import type { AuditorPorts } from './ports.ts';
import { reasonOf } from './reading.ts';

/** Enough to write down what was found; a run that has less left asks nothing more. */
const reserve = seconds(15);

/** Nothing of a control was looked at, for one reason. */
const nothingOf = (control: Control, because: NotChecked): Observed => {
  const reading: Reading = { read: false, because };
  const readings: { [A in Aspect]?: Reading } = {};
  for (const [aspect] of statedAspects(control)) readings[aspect] = reading;
  return readings;
};

const isTable = ({ type }: StackResource): boolean => type.startsWith('AWS::DynamoDB::');

/** Names that the account gave: what stacks list, and the streams of tables, which no name tells. */
const namesIn = async (
  { account, home }: AuditorPorts,
  resources: readonly StackResource[],
): Promise<Names> => {
  const streams = await Promise.all(
    resources
      .filter(isTable)
      .map(
        async ({ logical, physical }) => [`${logical}.StreamArn`, await account.streamOf(physical)] as const,
      ),
  );
  const known = streams.flatMap(([name, arn]) => (arn === undefined ? [] : [[name, arn] as const]));
  return new Map([['account', home.account], ...namesOf(resources, home), ...known]);
};

const observe = async (ports: AuditorPorts, control: Control, names: Names): Promise<Observed> => {
  if (ports.timeLeft() < reserve) return nothingOf(control, 'out-of-time');
  const id = control.kind === 'account' ? ports.home.account : names.get(control.resource);
  // A stack that does not list a resource of its own template is not as the template says.
  return id === undefined ? 'missing' : ports.account.readers[control.kind](id, ports.home);
};

/**
 * Looks at everything that the cell was compiled to be, one resource after the other. Where not even the stacks
 * can be listed, nothing was checked.
 */
export const look = async (ports: AuditorPorts): Promise<readonly Finding[]> => {
  const { controls } = ports.controls;
  let names: Names;
  try {
    names = await namesIn(ports, await ports.account.resources());
  } catch (error) {
    const because = reasonOf(error);
    return controls.flatMap((control) => compare(control, nothingOf(control, because), new Map()));
  }
  const findings: Finding[] = [];
  for (const control of controls) {
    findings.push(...compare(control, await observe(ports, control, names), names));
  }
  return findings;
};

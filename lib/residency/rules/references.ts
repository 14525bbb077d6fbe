import { cannotTell, templateRule, type Verdict } from '../rule.ts';
import { inCircles, type Ways } from '../template/circles.ts';
import { type Mention, mentionsIn } from '../template/mentions.ts';
import type { Template } from '../template/template.ts';
import { asFields, asList, type Fields, type Json } from '../template/values.ts';

/** Sections whose values CloudFormation computes. */
const sections = ['Rules', 'Conditions', 'Resources', 'Outputs'] as const;

const pseudoParameters: ReadonlySet<string> = new Set(
  [
    'AccountId',
    'NoValue',
    'NotificationARNs',
    'Partition',
    'Region',
    'StackId',
    'StackName',
    'URLSuffix',
  ].map((name) => `AWS::${name}`),
);

const fix =
  'Correct the template: CloudFormation takes none like this, or takes it in a way that no rule knows.';

/** What resources and outputs name beside their values: conditions, and resources that are made before them. */
const namedBeside = (section: string, content: Fields): readonly Mention[] =>
  Object.entries(asFields(content[section])).flatMap(([id, declared]) => {
    const { Condition, DependsOn = [] } = asFields(declared);
    const path = `${section}/${id}`;
    const named = (kind: 'condition' | 'resource', names: readonly Json[], at: string) =>
      names.map(
        (name): Mention =>
          typeof name === 'string'
            ? { kind, name, path: `${path}/${at}` }
            : { kind: 'fault', because: `a ${kind} is named by no text`, path: `${path}/${at}` },
      );
    return [
      ...named('condition', Condition === undefined ? [] : [Condition], 'Condition'),
      ...named('resource', typeof DependsOn === 'string' ? [DependsOn] : asList(DependsOn), 'DependsOn'),
    ];
  });

/** What the entries of a section mention, entry by entry. */
const mentionsOf = (content: Fields, section: string): ReadonlyMap<string, readonly Mention[]> => {
  const beside = section === 'Resources' || section === 'Outputs' ? namedBeside(section, content) : [];
  const ofEntry = Map.groupBy(beside, ({ path }) => path.split('/')[1] ?? '');
  return new Map(
    Object.entries(asFields(content[section])).map(([id, value]) => [
      id,
      [...mentionsIn(value, `${section}/${id}`), ...(ofEntry.get(id) ?? [])],
    ]),
  );
};

const missing = (mention: Mention, content: Fields): string | undefined => {
  if (mention.kind === 'fault') return mention.because;
  const { kind, name } = mention;
  const isIn = (section: string) => Object.hasOwn(asFields(content[section]), name);
  // What a macro brings stands in no template; that it may bring something is said by a rule of its own.
  if (content.Transform !== undefined) return undefined;
  if (kind === 'condition') return isIn('Conditions') ? undefined : `no condition is called ${name}`;
  if (kind === 'mapping') return isIn('Mappings') ? undefined : `no mapping is called ${name}`;
  if (isIn('Resources')) return undefined;
  if (kind === 'resource') return `no resource of the template is called ${name}`;
  return isIn('Parameters') || pseudoParameters.has(name)
    ? undefined
    : `nothing in the template is called ${name}`;
};

const circlesOf = (
  section: string,
  all: ReadonlyMap<string, readonly Mention[]>,
  kinds: readonly Mention['kind'][],
): readonly Verdict[] => {
  const ways: Ways = new Map(
    [...all].map(([id, mentions]) => [
      id,
      new Set(mentions.flatMap((each) => ('name' in each && kinds.includes(each.kind) ? [each.name] : []))),
    ]),
  );
  return inCircles(ways).map((id) =>
    cannotTell({ path: `${section}/${id}` }, 'what it refers to goes in a circle', fix),
  );
};

const check = ({ content }: Template): readonly Verdict[] => {
  const all = new Map(sections.map((section) => [section, mentionsOf(content, section)]));
  const dangling = [...all.values()].flatMap((entries) =>
    [...entries.values()].flat().flatMap((mention) => {
      const because = missing(mention, content);
      return because === undefined ? [] : [cannotTell(mention, because, fix)];
    }),
  );
  return [
    ...dangling,
    ...circlesOf('Conditions', all.get('Conditions') ?? new Map(), ['condition']),
    ...circlesOf('Resources', all.get('Resources') ?? new Map(), ['resource', 'what']),
  ];
};

/** Whatever stands in a template can be followed: its functions are known, its names lead somewhere and to an end. */
export const references = templateRule({
  id: 'references',
  sentence: 'Every function is one that these rules know, and every name leads to something, in no circle.',
  check,
});

import { isCellDirectory } from '../lib/cell-pin.ts';
import { type Finding, judge } from '../lib/residency/judge.ts';
import type { Pin } from '../lib/residency/pin.ts';
import { type Asked, readArguments } from './arguments.ts';
import { formats, type Located } from './formats.ts';
import { lineFinder } from './lines.ts';
import { passedOverIn, readSources, type TextSource } from './read-sources.ts';

const locate = (findings: readonly Finding[], sources: readonly TextSource[]): readonly Located[] =>
  sources.flatMap(({ name, text }) => {
    const here = findings.filter(({ template }) => template === name);
    if (here.length === 0) return [];
    const lineOf = lineFinder(text);
    return here.map((finding) => ({ ...finding, line: lineOf(finding.path) }));
  });

/** A stack that a cloud assembly deploys somewhere else than what was asked about. Nothing where that is left open. */
const deployedElsewhere = ({ name, environments }: TextSource, pin: Pin): readonly Finding[] =>
  environments.flatMap((environment) => {
    const [, account = '', region = ''] = /^aws:\/\/([^/]*)\/(.*)$/.exec(environment) ?? [];
    const isNear = region === 'unknown-region' || pin.allows(region);
    const isOurs = pin.account === undefined || account === 'unknown-account' || account === pin.account;
    if (isNear && isOurs) return [];
    return {
      rule: 'home-region',
      template: name,
      resource: '',
      answer: 'broken',
      path: 'Resources',
      reason: `the stack is deployed to ${environment}; allowed: ${[pin.account, ...pin.regions].filter((one) => one !== undefined).join(', ')}`,
      fix: 'Synthesize it for an allowed region, and for the account.',
    };
  });

const isBroken = (findings: readonly Finding[], { cannotTell }: Asked): boolean =>
  findings.some(({ answer }) => answer === 'broken' || cannotTell === 'is broken');

/** How many names a notice shows. */
const mostNames = 5;

/** What to tell of files that were not read; empty where every file was. */
const noticeOf = (unread: readonly string[]): string => {
  if (unread.length === 0) return '';
  const more = unread.length > mostNames ? ` and ${unread.length - mostNames} more` : '';
  return `Not read, for they end in none of .json, .yaml, .yml and .template: ${unread.slice(0, mostNames).join(', ')}${more}. A file that is named itself is read whatever it ends in.`;
};

/**
 * Holds templates to a pin and tells what was found, with an exit status: 0 clean, 1 broken. The notice names what
 * was not read, and is no part of the output.
 * @throws UsageError when the arguments are wrong
 * @throws TemplateError when a template cannot be read
 */
export const verifyTemplates = (
  args: readonly string[],
): { readonly output: string; readonly status: number; readonly notice: string } => {
  const asked = readArguments(args);
  const sources = asked.paths.flatMap(readSources);
  const findings = [
    ...sources.flatMap((source) => deployedElsewhere(source, asked.pin)),
    // As in a synthesis: addresses of the other cells, which functions hand out and call nothing at.
    ...judge(sources, asked.pin).filter((finding) => !isCellDirectory(finding)),
  ];
  const output = formats[asked.format]({ findings: locate(findings, sources), templates: sources.length });
  const notice = noticeOf(asked.paths.flatMap(passedOverIn));
  return { output, status: isBroken(findings, asked) ? 1 : 0, notice };
};

import { everyRule } from '../lib/residency/every-rule.ts';
import type { Finding } from '../lib/residency/judge.ts';

/** A finding, with its line in the file. */
export type Located = Finding & { readonly line: number };

/** What a verification found. */
export type Report = { readonly findings: readonly Located[]; readonly templates: number };

const count = (findings: readonly Finding[], answer: Finding['answer']): number =>
  findings.filter((finding) => finding.answer === answer).length;

const asText = ({ findings, templates }: Report): string =>
  [
    ...findings.map(({ template, line, answer, rule, path, reason, fix }) =>
      [`${template}:${line} ${answer} [${rule}] ${path}`, `  ${reason}`, `  fix: ${fix}`].join('\n'),
    ),
    `${templates} templates, ${count(findings, 'broken')} broken, ${count(findings, 'cannot tell')} cannot tell`,
  ].join('\n');

const asJson = ({ findings, templates }: Report): string =>
  JSON.stringify(
    {
      templates,
      broken: count(findings, 'broken'),
      cannotTell: count(findings, 'cannot tell'),
      findings,
    },
    null,
    2,
  );

const asSarif = ({ findings }: Report): string =>
  JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'domicile',
              rules: everyRule.map(({ id, sentence }) => ({ id, shortDescription: { text: sentence } })),
            },
          },
          results: findings.map(({ rule, answer, template, line, path, reason, fix }) => ({
            ruleId: rule,
            level: answer === 'broken' ? 'error' : 'warning',
            message: { text: `${answer}: ${reason}. ${fix}` },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(template) },
                  region: { startLine: line },
                },
                logicalLocations: [{ fullyQualifiedName: path }],
              },
            ],
          })),
        },
      ],
    },
    null,
    2,
  );

export const formats = { text: asText, json: asJson, sarif: asSarif } as const;
export type Format = keyof typeof formats;
export const everyFormat = Object.keys(formats) as readonly Format[];
export const isFormat = (name: string): name is Format => Object.hasOwn(formats, name);

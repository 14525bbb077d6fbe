import { type Cell, deploymentFile } from './deployment-file.ts';

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
};

/** What a person reads when the cells are ready: where they are, how to sign in, what to try, how to stop. */
export const announcementOf = (
  cells: readonly Cell[],
  cloud: { readonly endpoint: string; readonly logPath: string; readonly howToStop: string },
): string => {
  const running = table([
    ['cell', 'region', 'API', 'workspace'],
    ...cells.map((cell) => [cell.geography, cell.region, `${cell.api}/v1`, cell.workspace ?? '']),
  ]);
  const signIns = table([
    ['sign in to', 'as', 'with the password'],
    ...cells.flatMap(({ geography, people }) =>
      Object.values(people).map((person) => [geography, person.username, person.password]),
    ),
  ]);
  const first = cells[0];
  const hasDemoCells = ['us', 'eu'].every((name) => cells.some(({ geography }) => geography === name));
  return `
${running}

${signIns}

Services sign in with client credentials. Everything for scripts, secrets too: ${deploymentFile}
The AWS endpoint is ${cloud.endpoint}; its log: ${cloud.logPath}

Try next, in another terminal:
${hasDemoCells ? '  npm run demo\n' : ''}  npm run -s token -- --geography ${first?.geography} --role owner
  curl -s -H "Authorization: Bearer $(npm run -s token -- --geography ${first?.geography} --role owner)" \\
    "${first?.api}/v1/settings?subject=${first?.organization}"

${cloud.howToStop}
`;
};

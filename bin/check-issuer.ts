import { checkIssuer } from '../lib/issuer-check.ts';

const [issuer, ...more] = process.argv.slice(2);
if (issuer === undefined || more.length > 0) {
  console.error(
    'Give the issuer as it stands in your tokens: npm run check-issuer -- https://login.example.com/',
  );
  process.exit(2);
}

const problems = await checkIssuer(issuer);
for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(`${issuer} can be the issuer of a cell: public, RSA, and it names itself so.`);
process.exitCode = problems.length === 0 ? 0 : 1;

import { expect, test } from 'vitest';
import { everyGeography } from '../../../domain/geographies.ts';
import { demandNoArguments, readStartArguments, readTokenArguments } from '../../../local/arguments.ts';

test('without arguments every cell starts in this terminal, with what was saved', () => {
  expect(readStartArguments([])).toEqual({
    geographies: everyGeography,
    copiesOf: [],
    begin: 'resume',
    place: 'foreground',
  });
});

test.each(['eu,us', 'us,eu', 'us, eu', 'us,eu,us'])('%o names two cells, whatever the order', (given) => {
  expect(readStartArguments(['--geographies', given]).geographies).toEqual(['eu', 'us']);
});

test.each(['mars', 'eu,mars', '', 'EU', 'eu,', 'toString'])(
  '%o is refused, naming what is allowed',
  (given) => {
    const read = () => readStartArguments(['--geographies', given]);
    expect(read).toThrow(`allowed, with commas between: ${everyGeography.join(',')}.`);
  },
);

test('a refusal names only what is wrong of what was given', () => {
  expect(() => readStartArguments(['--geographies', 'eu,mars,us,moon'])).toThrow('was given "mars,moon"');
});

test('copies are those of the cells that can have some', () => {
  const given = ['--geographies', 'eu,uk,us', '--durability'];
  expect(readStartArguments([...given, 'in-geography']).copiesOf).toEqual(['eu', 'us']);
  expect(readStartArguments([...given, 'one-region']).copiesOf).toEqual([]);
  expect(() => readStartArguments([...given, 'global'])).toThrow(
    '--durability was given "global"; allowed: one-region or in-geography.',
  );
});

test('fresh and detached are asked for by name', () => {
  expect(readStartArguments(['--fresh', '--detach'])).toMatchObject({ begin: 'fresh', place: 'background' });
});

test.each([['--wipe'], ['eu'], ['--geographies']])('%o is refused with the usage', (given) => {
  expect(() => readStartArguments([given])).toThrow('Usage: npm start --');
});

test.each([['--foo'], ['now'], ['-x']])('a command without arguments refuses %o in one sentence', (given) => {
  expect(() => demandNoArguments([], 'npm run demo')).not.toThrow();
  const refused = () => demandNoArguments([given], 'npm run demo');
  expect(refused).toThrow(/^[^.]*'(--foo|now|-x)'[^.]*\. Usage: npm run demo$/);
});

test.each([
  [[], '--geography is missing'],
  [['--geography', 'us'], '--role is missing'],
  [['--geography'], "Option '--geography <value>' argument missing"],
  [['--help'], "Unknown option '--help'"],
])('%o does not say whose token is meant: one sentence, then the usage', (given, sentence) => {
  expect(() => readTokenArguments(given)).toThrow(`${sentence}. Usage: npm run -s token -- --geography <`);
});

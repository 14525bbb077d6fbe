import { expect, test } from 'vitest';
import { everyGeography } from '../../../domain/geographies.ts';
import { readStartArguments } from '../../../local/arguments.ts';

test('without arguments every cell starts in this terminal, with what was saved', () => {
  expect(readStartArguments([])).toEqual({
    geographies: everyGeography,
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

test('fresh and detached are asked for by name', () => {
  expect(readStartArguments(['--fresh', '--detach'])).toMatchObject({ begin: 'fresh', place: 'background' });
});

test.each([['--wipe'], ['eu'], ['--geographies']])('%o is refused with the usage', (given) => {
  expect(() => readStartArguments([given])).toThrow('Usage: npm start --');
});

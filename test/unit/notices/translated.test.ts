import { describe, expect, test } from 'vitest';
import { everyNotice } from '../../../domain/notices/catalog.ts';
import { describeDurationIn } from '../../../domain/notices/durations.ts';
import { noticeLanguages, noticeTopics } from '../../../domain/notices/notice.ts';
import { translated } from '../../../domain/notices/translated.ts';
import { days, describeDuration, hours, minutes, seconds } from '../../../domain/time.ts';

describe('a notice in another language', () => {
  const [original] = everyNotice;
  if (original === undefined) throw new Error('the catalog is empty');
  const paragraphs = Object.fromEntries(
    noticeTopics.map((topic) => [topic, { heading: `H ${topic}`, text: `T ${topic}` }]),
  ) as Parameters<typeof translated>[2]['paragraphs'];
  const other = translated(original, 'de', { title: 'Titel', paragraphs });

  test('is the same version with the same promises', () => {
    expect(other).toMatchObject({ id: original.id, version: original.version, language: 'de' });
    expect(other.promises).toBe(original.promises);
  });

  test('tells the topics in the order of the original, in its own words', () => {
    expect(other.paragraphs).toEqual(
      original.paragraphs.map(({ topic }) => ({ topic, heading: `H ${topic}`, text: `T ${topic}` })),
    );
  });
});

describe('durations in words', () => {
  test.each([
    ['en', '29 days 21 hours', '1 minute', '30 seconds'],
    ['de', '29 Tage 21 Stunden', '1 Minute', '30 Sekunden'],
    ['fr', '29 jours 21 heures', '1 minute', '30 secondes'],
    ['pt', '29 dias 21 horas', '1 minuto', '30 segundos'],
  ] as const)('are told in %s', (language, long, one, short) => {
    expect(describeDurationIn(language, days(29) + hours(21))).toBe(long);
    expect(describeDurationIn(language, minutes(1))).toBe(one);
    expect(describeDurationIn(language, seconds(30))).toBe(short);
  });

  test('every language has its words, and English those of everything else', () => {
    for (const language of noticeLanguages)
      expect(describeDurationIn(language, days(1))).toMatch(/^1 \p{L}+$/u);
    for (const duration of [0, days(1), days(30), hours(25), seconds(61)]) {
      expect(describeDurationIn('en', duration)).toBe(describeDuration(duration));
    }
  });
});

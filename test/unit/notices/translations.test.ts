import { describe, expect, test } from 'vitest';
import { demandedLanguages, everyNotice, noticeOf } from '../../../domain/notices/catalog.ts';
import { describeDurationIn } from '../../../domain/notices/durations.ts';
import { type Notice, type NoticeTopic, noticeLanguages } from '../../../domain/notices/notice.ts';
import { languagesOf } from '../../../domain/notices/published.ts';
import { everyVersion } from '../../../domain/notices/versions.ts';
import { days, hours, minutes, seconds } from '../../../domain/time.ts';

const textOf = (notice: Notice, topic: NoticeTopic): string =>
  notice.paragraphs.find((paragraph) => paragraph.topic === topic)?.text ?? '';
const originalOf = ({ id, version }: Notice): Notice => {
  const original = noticeOf(id, version);
  if (original === undefined) throw new Error(`${id} ${version} is not written in English`);
  return original;
};

/** The figures that a notice may name: those that it promises, in the words of its language. */
const promisedIn = ({ promises, language }: Notice): readonly string[] =>
  [
    promises.lastGrantWithin,
    ...(promises.keeps === 'records' ? [promises.retention, promises.deletedWithin] : []),
  ].map((duration) => describeDurationIn(language, duration));

/** A number and a word that starts as a unit of time does in the language: `30 Tagen`, `1 minute`. */
const durationsIn = ({ language }: Notice, text: string): readonly string[] => {
  const units = [days(1), hours(1), minutes(1), seconds(1)].map((unit) =>
    describeDurationIn(language, unit).replace(/^1 /, ''),
  );
  return text.match(new RegExp(`\\d+\\s(${units.join('|')})\\p{L}*`, 'giu')) ?? [];
};

describe.each(everyNotice)('$id $version ($language)', (notice) => {
  test('[DS-12] tells what its promises say, in words of its language', () => {
    const { promises, language } = notice;
    expect(textOf(notice, 'withdrawal')).toContain(describeDurationIn(language, promises.lastGrantWithin));
    if (promises.keeps === 'nothing') return;
    expect(textOf(notice, 'life')).toContain(describeDurationIn(language, promises.retention));
    expect(textOf(notice, 'deletion')).toContain(describeDurationIn(language, promises.deletedWithin));
  });

  test('[DS-12] names no other span of time than those that it promises', () => {
    const promised = promisedIn(notice);
    const told = notice.paragraphs.flatMap(({ heading, text }) => durationsIn(notice, `${heading} ${text}`));

    expect(told).not.toEqual([]);
    expect(told.filter((duration) => !promised.some((figure) => duration.startsWith(figure)))).toEqual([]);
  });

  test('[DS-12] promises what the same version promises in English, topic by topic, in words of its own', () => {
    const original = originalOf(notice);

    expect(notice.promises).toEqual(original.promises);
    expect(notice.paragraphs.map(({ topic }) => topic)).toEqual(
      original.paragraphs.map(({ topic }) => topic),
    );
    for (const { topic, heading, text } of notice.paragraphs) {
      expect(heading.trim()).not.toBe('');
      expect(text.trim()).not.toBe('');
      if (notice.language !== 'en') expect(text).not.toBe(textOf(original, topic));
    }
  });
});

describe('the languages of notices', () => {
  test.each(everyVersion)('[DS-12] $id $version is published in every language that is demanded', (row) => {
    expect(languagesOf(row.id, row.version)).toEqual(expect.arrayContaining([...demandedLanguages]));
  });

  test('those that are demanded are among those that can be asked for', () => {
    expect(noticeLanguages).toEqual(expect.arrayContaining([...demandedLanguages]));
  });
});

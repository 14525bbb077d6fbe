import type { Instant } from '../time.ts';
import type { Notice, NoticeLanguage } from './notice.ts';
import { versionInForce } from './versions.ts';

/** What a choice is bound to: a version of a notice in one language, and the hash of its words. */
export type PublishedNotice = Pick<Notice, 'id' | 'version' | 'language'> & { readonly hash: string };

type HashesByLanguage = { readonly [Language in NoticeLanguage]?: string };

/**
 * The hash of the words of every notice that was ever published, by id, version and language (DS-12). A hash never
 * changes: whoever changes a word adds a version. Apart from the words, because whoever records a choice needs none of
 * them; in base64, because they are the most of what that function carries. The check of the catalog says what a text
 * that has none yet has to be given.
 */
const hashes: Readonly<Record<string, Readonly<Record<number, HashesByLanguage>>>> = {
  'processing-in-united-states': {
    1: {
      en: 'rC2jd++LscclWUkV6S+SmOf1BCswsTLFAUBrVrA0scA',
      de: 'YL3lZifN3FOYPZq1Z6dEcnarK83O/cl5WSDkt09f9h0',
      fr: 'gB0nO6VmIO8EO5K57YIdbJQXDe2nxvdnwKWSzGQPPCU',
      pt: 'dXZiZU6S9B6+MBu7Xt4yL7DP6A2CFZBa6AVRPV3H1ko',
    },
  },
  'connected-services': {
    1: {
      en: 'U7+nk8EbRXSgDb+pW6Qp0lROJUl6KmMSzUuAQliUpEg',
      de: '72jwCARTaQGQmEbsh+DNUhk8HeScsPBlgLJ0jEqwbA0',
      fr: 'kbf7k0XR1Or1jC1K65nO2FSbziWvu7PPPZTE/nyL1To',
      pt: 'l43XiJPkp+G9bE9c2hInSjEGEiMG+6GAJ5EV/Rml520',
    },
  },
  'data-sharing': {
    1: {
      en: 'eaaGy+1fkOVi4xUurQ5rb5cNGGunmEwmgZBnbTftRts',
      de: '//Gx5lQ9B4WTdjZXy1/31rUOFsbN8uQ0R38asv3PTFo',
      fr: '87v080SJ5S1HfvxKydm7oBMUBVOJquNj3Ytmkk2LqnM',
      pt: 'B2u7ZksE+XSxfX9zVutHcwU5yOMXcoHKzyNQTu9XT78',
    },
  },
  'platform-data-sharing': {
    1: {
      en: 'sHryq+SFjNeTrsK1mejRFDzGtFWQarsmD2y5EQnUmzk',
      de: '2KrR5CA6PHv78E0ltVDat8XvsfZSUgV76s3oWABQQf8',
      fr: 'UGPxYulP32HwzLBWJG42VdwPT+PwJvmPMYqUTz0BrsM',
      pt: 'qRiBDETNs5G7jNFukvTy3xa8FTv2V91xecWOHgoxUII',
    },
  },
  'security-performance-validation': {
    1: {
      en: 'YVmf9T3cV3aaHTDI4RuYX0LkpD97fDk2UnNwuxuuAvo',
      de: 'sOM2KZwtoLpWtoiy2BDcEr8RYg2IDNAtbzc2svP9IWM',
      fr: 'ivmIyG/SkKGH+PqxoVXJnqw12U9eykja5m9hn6i7WLQ',
      pt: 'bTdcQFnMZsW7+54uZeB6pUtDubQa4qfavAajQLKoI/w',
    },
  },
  'security-model-building': {
    1: {
      en: 'c178PKfuFLEBeBgyOHxnCdogQ9E/8K6L4Sfi8ZMxLoE',
      de: 'hFcRAZeZXE4TaEoRv6gNAQBD+sK6RtaIKdrdRmMyBSQ',
      fr: 'ugjm7hZDhmaccp/wnNb5OZ1hJPGKCKX7V1zO2Ts4+E8',
      pt: 'hz0EIDL7CHFrKGkhSj8Yl3GEhf330GwUnX4JbRKnXXc',
    },
  },
  'security-compliance-access': {
    1: {
      en: '2knMuaBdWXT+D/DuN1/i2IVHkBEt528MsuT3fvEccDo',
      de: '6PNnkNURtPI6WnJQnul8uyKqaeuiFuMLRAyOADEIgAU',
      fr: 'FYkGq4d/tHaPUn0JrmaiIJOydgLxIuegzkLdueCCQXo',
      pt: 'x5QpfwxRqCuz31i9SNq475QWmwRZKfnrf3DbhCgH7HE',
    },
  },
  'security-prompt-evaluation': {
    1: {
      en: '47Yw2iM4F2KxxeTL2uckGKRgFwdrsmgK1/BV1qTF4Is',
      de: 'vKrcv5SpycZIXhFtjcd4L1rPZ+toN52Qh2CxJjUvbns',
      fr: 'J+/jbwvFWqIyH17yAQ6zHXCj7RbzW+l/fJE/CugiKrA',
      pt: 'Ybjf246tTIOmMHO+XQjKSREZcCC/fL4gs7YstpKvcdk',
    },
  },
  'security-feedback': {
    1: {
      en: 'NJSrBbK8heextgoH9ZEg+H54Krzz9nWxrQluWnvzsuw',
      de: '6oKWxcPsoK2rnvHlsDixm7MSHFM92M5seU33bSmxjEo',
      fr: 'fgHKG829SS91ECkG4gfBu3EZJHvkXIG1hmY7o63HkH0',
      pt: '2u0FrMUsuzHP4gvSfI5C71FJmolX1X0xs1FI+OnHFqg',
    },
  },
  'security-compliance-plugins': {
    1: {
      en: 'erc9Sk0ZpJ1LVCdP8fB5Q3r/WKnCXZbhnIyFE8Tq99I',
      de: 'ecJESt5XlNPu1dMLEGAHAq9e5E1BM+P+vZ6KO6k7X5Q',
      fr: '9xBQMTroxMXN1qxkEd7EvpoBiT/0QEzVye/bkr8AoaI',
      pt: 'jHh1yapLGUKRauTJW70Ce7X/o/WpLTaWQW1QgrqT5ms',
    },
  },
  'security-vendor-plugins': {
    1: {
      en: 'N8JaSIYJO6WfUM63oHLFEIGjbHVJMz5uYe/i2thpFiM',
      de: '7yibkbtueV3EMCCGZK3Ybs0cYMmQOvuVLgeZMMOKXyE',
      fr: '0g3dzoYaBATaI3xBu2+bmu5mhUKMt2mpasDSwRJk6LM',
      pt: 'qEObpR+zZlXDHqSm1eaiJ5FvgYo3T86UfN2ye7u4EGk',
    },
  },
  'security-sensitive-model-building': {
    1: {
      en: 'NoMH9q1QVniLfTS16kPor1SoQtblxf7o4wawZTSrNM8',
      de: 'LYuNL/fDz/18D4SqOmb1FiWSC8M9L+G1Aate0m1bd1g',
      fr: 'gusy7S3HMa8IG4kEnWnLxzt/EhhXS9ZGQhyiUKchlvo',
      pt: 'OinQiXLWQCWHl1SKfdrgRSeVKfXF2AQY/lhSLtwRJZg',
    },
  },
};

/** A hash as the table has it: base64 of its bytes, without padding. */
export const hashAsWritten = (hash: string): string =>
  btoa(
    (hash.match(/../g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(''),
  ).replaceAll('=', '');

const hashRead = (written: string): string =>
  Array.from(atob(written), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Every notice that was ever published. */
export const everyPublished: readonly PublishedNotice[] = Object.entries(hashes).flatMap(([id, versions]) =>
  Object.entries(versions).flatMap(([version, languages]) =>
    Object.entries(languages).map(([language, hash]) => ({
      id,
      version: Number(version),
      language: language as NoticeLanguage,
      hash: hashRead(hash),
    })),
  ),
);

/** One version of a notice, or undefined where it was never published in the language. */
export const publishedVersion = (
  id: string,
  version: number,
  language: NoticeLanguage = 'en',
): PublishedNotice | undefined =>
  everyPublished.find(
    (notice) => notice.id === id && notice.version === version && notice.language === language,
  );

/** The version of a notice that choices are bound to at an instant, or undefined where there is none in the language. */
export const currentlyPublished = (
  id: string,
  at: Instant,
  language: NoticeLanguage = 'en',
): PublishedNotice | undefined => {
  const inForce = versionInForce(id, at);
  return inForce && publishedVersion(id, inForce.version, language);
};

/** The languages in which a version of a notice was published, in the order of publication. */
export const languagesOf = (id: string, version: number): readonly NoticeLanguage[] =>
  everyPublished
    .filter((notice) => notice.id === id && notice.version === version)
    .map(({ language }) => language);

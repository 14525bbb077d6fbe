import { type Duration, describeDuration, type TimeUnit } from '../time.ts';
import type { NoticeLanguage } from './notice.ts';

type UnitWords = Readonly<Record<TimeUnit, readonly [one: string, more: string]>>;

/**
 * The words of each language. They stand here, and no library of the platform says them: a newer one might say them in
 * other characters, and a text that was published never changes.
 */
const wordsOf: Readonly<Record<NoticeLanguage, UnitWords>> = {
  en: {
    day: ['day', 'days'],
    hour: ['hour', 'hours'],
    minute: ['minute', 'minutes'],
    second: ['second', 'seconds'],
  },
  de: {
    day: ['Tag', 'Tage'],
    hour: ['Stunde', 'Stunden'],
    minute: ['Minute', 'Minuten'],
    second: ['Sekunde', 'Sekunden'],
  },
  fr: {
    day: ['jour', 'jours'],
    hour: ['heure', 'heures'],
    minute: ['minute', 'minutes'],
    second: ['seconde', 'secondes'],
  },
  pt: {
    day: ['dia', 'dias'],
    hour: ['hora', 'horas'],
    minute: ['minuto', 'minutos'],
    second: ['segundo', 'segundos'],
  },
};

/**
 * A duration in the words of a language, in at most two units: `29 Tage 21 Stunden`. Nouns stand as a dictionary has
 * them: a sentence takes them in this form ("höchstens 30 Tage"), or adds what its grammar wants.
 */
export const describeDurationIn = (language: NoticeLanguage, duration: Duration): string =>
  describeDuration(duration, (count, unit) => {
    const [one, more] = wordsOf[language][unit];
    return `${count} ${count === 1 ? one : more}`;
  });

/** Codes that the data of the runtime knows beside ISO 3166-1: reserved, of groups of countries, or of nobody. */
const noCountries = 'AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' ');

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether a text is a code of ISO 3166-1 alpha-2 that is in use: `DE`, but neither `de` nor `UK` nor `EU`. */
export const isCountryCode = (text: string): boolean =>
  /^[A-Z]{2}$/.test(text) &&
  !noCountries.includes(text) &&
  names.of(text) !== undefined &&
  // Codes that were withdrawn are spelled by those that took their place.
  new Intl.Locale(`und-${text}`).region === text;

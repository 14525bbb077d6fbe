import type { Geography } from '../geographies.ts';

/**
 * Where the data of a program lies, and under which published exceptions it may be elsewhere (DL-1 to DL-6).
 * Every exception that a vendor could make is named here; a program says of each whether it applies.
 */
export const exceptionIds = [
  // What the vendor may have to do.
  'customer-support',
  'troubleshooting',
  'legal-duty',
  // Services that work globally.
  'global-email-sending',
  'home-page-attributes',
  'directory',
  'multi-factor-sign-in',
  'onboarding-data',
  'global-routing',
  'previews',
  // External services, where a customer connects them.
  'machine-learning-services',
  'data-integration',
  'reports-apps-and-flows',
  'development-services',
] as const;
export type ExceptionId = (typeof exceptionIds)[number];

/** Whether an exception applies, and to what; or why it is not used (DL-4). */
export type DataException =
  | { readonly status: 'applies'; readonly what: string }
  | { readonly status: 'not-used'; readonly because: string };

/** All that may be stored globally (DL-5): nothing else can be declared. */
export const globalAttributes = ['application-name', 'application-description', 'application-logo'] as const;
export type GlobalAttribute = (typeof globalAttributes)[number];

export type DataLocations = {
  /** A customer chooses one of them, and its data lies there (DL-1). */
  readonly geographies: readonly Geography[];
  /** Copies for durability lie in regions of the same geography (DL-2). */
  readonly copies: 'same-geography';
  /** Where a customer's own users connect from is not limited (DL-3). */
  readonly accessFrom: 'anywhere';
  readonly exceptions: Readonly<Record<ExceptionId, DataException>>;
  readonly global: readonly GlobalAttribute[];
};

/** An exception that applies, and to what. */
export const applies = (what: string): DataException => ({ status: 'applies', what });

/** An exception that this program does not use. */
export const notUsed = (because: string): DataException => ({ status: 'not-used', because });

import type { Fields } from '../../lib/residency/template/values.ts';
import type { LiveCall } from './live/call.ts';

/** A call to AWS that a role of a cell tries. Texts in braces stand for what a cell has: `Place` names them. */
export type Call = {
  readonly action: string;
  readonly resource: string;
  /** The region that is asked, where it is not the cell's own: one abroad, or that of a service of the whole world. */
  readonly at?: '{abroad}' | 'us-east-1' | 'us-west-2' | 'unspecified';
  /** Whose the resource is, where it is not the cell's own account. */
  readonly of?: '{other}';
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
};

/** The smallest template that tries a way: one resource, beside one that is fine, and whatever sections it needs. */
export type TemplateAttempt = {
  /** The residency rule that stops it. */
  readonly rule: string;
  readonly type: string;
  readonly properties: Fields;
  readonly sections?: Fields;
  /** Other resources, where one alone is no way out. */
  readonly beside?: Fields;
};

/** A way out of a cell's region, account or control, and the layers that stop it; each is tested by its own field. */
export type Escape = {
  readonly id: string;
  /** The way, in a sentence. */
  readonly way: string;
  readonly layers: {
    readonly template?: TemplateAttempt;
    /** Refused to every role of every cell. */
    readonly policy?: readonly Call[];
    /** Made in the embedded cloud by the roles of functions, and refused by IAM to each. */
    readonly live?: readonly LiveCall[];
    /** The statement of the organization's guardrail that stops it. */
    readonly guardrail?: string;
    /** Why it cannot be shown, and what is done about it. */
    readonly paper?: string;
  };
};

/** What the texts in braces stand for in one cell. */
export type Place = {
  readonly here: string;
  /** Another region than the cell's own. */
  readonly abroad: string;
  readonly account: string;
  readonly other: string;
  readonly geography: string;
  /** Another geography. */
  readonly neighbor: string;
  readonly registry: string;
  readonly content: string;
  readonly evidence: string;
  readonly key: string;
  readonly queue: string;
  readonly bus: string;
  readonly role: string;
  readonly boundary: string;
};

/** A call: `tries('sqs:SendMessage', 'arn:…', { at: '{abroad}' })`. */
export const tries = (
  action: string,
  resource = '*',
  more: Omit<Call, 'action' | 'resource'> = {},
): Call => ({ action, resource, ...more });

/** A template: `declares('pipes', 'AWS::Pipes::Pipe', { Target: '…' })`. */
export const declares = (
  rule: string,
  type: string,
  properties: Fields = {},
  sections?: Fields,
): TemplateAttempt => ({ rule, type, properties, ...(sections && { sections }) });

/** A resource that lies abroad, for templates that are held to Europe. */
export const arnAbroad = (service: string, rest: string) =>
  `arn:aws:${service}:us-west-2:111122223333:${rest}`;

/** Puts a cell's own names into a text. */
export const filledIn = (text: string, place: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => place[name] ?? whole);

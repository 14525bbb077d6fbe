import type { Question } from '../../domain/decisions/question.ts';
import type { TransferEntry } from '../../domain/decisions/transfer.ts';
import type { Instant } from '../../domain/time.ts';
import { isoOf } from '../../domain/time.ts';

/** Whole seconds for which an answer may be used: what is less than one is none. */
export const usableSeconds = ({ usableFor }: { readonly usableFor: number }): number =>
  Math.floor(usableFor / 1_000);

/** Until when, counted from before anything was read. */
export const usableUntil = (asked: Instant, decision: { readonly usableFor: number }): string =>
  isoOf(asked + usableSeconds(decision) * 1_000);

/** The first part of `{program}/{use}`. */
export const programOfRule = (rule: string): string => rule.slice(0, rule.indexOf('/'));

/** Whether somebody was named for whom it is asked. The name goes no further. */
export const askedForIn = ({ askedBy }: Pick<Question, 'askedBy'>): TransferEntry['askedFor'] =>
  askedBy === undefined ? 'not-said' : 'a-user';

/** Whether something that is permitted is a movement: out of its geography (BY-7), or to a service outside (DL-7). */
export const isMovement = ({ from, to, recipient }: Question): boolean =>
  from !== to || recipient === 'connected-service';

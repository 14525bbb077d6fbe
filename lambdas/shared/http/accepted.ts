import Negotiator from 'negotiator';
import { describeHeader } from '../../../contract/api/given.ts';
import { notAcceptable } from '../../../contract/api/problems.ts';
import type { MediaType } from '../../../contract/api/routes.ts';

/**
 * The form in which a caller wants the answer, of those that a route offers; the first where the caller says
 * nothing or takes anything. Not at the edge: functions that answer JSON only need not carry the library.
 * @throws ProblemError not-acceptable, naming what is offered
 */
export const acceptedOf = <Form extends MediaType>(
  accept: string | undefined,
  offers: readonly [Form, ...Form[]],
): Form => {
  if (accept === undefined || accept.trim() === '') return offers[0];
  const chosen = new Negotiator({ headers: { accept } }).mediaType([...offers]);
  const found = offers.find((offer) => offer === chosen);
  if (found === undefined) throw notAcceptable(describeHeader(accept), offers);
  return found;
};

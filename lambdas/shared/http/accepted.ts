import Negotiator from 'negotiator';
import { describeGiven } from '../../../contract/api/given.ts';
import { notAcceptable } from '../../../contract/api/problems.ts';
import type { MediaType } from '../../../contract/api/routes.ts';
import type { ApiEvent } from './api-event.ts';
import { headerOf } from './headers.ts';

/**
 * The form in which a caller wants the answer, of those that a route offers; the first where the caller says
 * nothing or takes anything.
 * @throws ProblemError not-acceptable, naming what is offered
 */
export const readAccepted = (
  event: Pick<ApiEvent, 'headers'>,
  offers: readonly [MediaType, ...MediaType[]],
): MediaType => {
  const accept = headerOf(event, 'accept')?.trim();
  if (accept === undefined || accept === '') return offers[0];
  const chosen = new Negotiator({ headers: { accept } }).mediaType([...offers]);
  const found = offers.find((offer) => offer === chosen);
  if (found === undefined) throw notAcceptable(describeGiven(accept), offers);
  return found;
};

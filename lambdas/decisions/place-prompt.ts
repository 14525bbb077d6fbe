import type { PlacementReply } from '../../contract/api/replies.ts';
import type { Instruments } from '../../domain/decisions/instruments.ts';
import {
  type Placed,
  type Placement,
  type PlacementQuestion,
  placePrompt,
} from '../../domain/decisions/placement.ts';
import { permittedPlace, type TransferEntry } from '../../domain/decisions/transfer.ts';
import { identifier, type PlacementId, type SubjectId } from '../../domain/identifiers.ts';
import type { Category, DataClass } from '../../domain/programs/data.ts';
import { type Instant, instantOf, isoOf } from '../../domain/time.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { enter } from './enter.ts';
import { existingSubject } from './existing-subject.ts';
import type { DecisionsPorts } from './ports.ts';
import { askedForIn, programOfRule, usableSeconds, usableUntil } from './questions.ts';
import { standingsOf } from './read-standing.ts';
import { tellWithoutRule } from './without-rule.ts';

type PlaceRequest = Request<'POST /v1/placements'>;

/**
 * Says where a prompt may be evaluated now (SC-17, CC-2), and enters that before it says so, at home too: where
 * prompts really went can be asked of the register alone. In the order in which questions are answered.
 * @throws ProblemError key-service-unavailable, with nothing entered
 */
export const answerPlacement = async ({ body }: PlaceRequest, ports: DecisionsPorts): Promise<Reply> => {
  const asked = ports.clock.now();
  const subject = await existingSubject(ports.store, body.subject);
  const question = questionOf(body, ports);
  const standing = await standingsOf(ports, subject)(question);
  const placed = placePrompt(ports.book.rules, standing, question, asked);
  await tellWithoutRule(ports, subject.id, [{ use: question.use, decision: placed }]);
  const until = { usableForSeconds: usableSeconds(placed), expiresAt: usableUntil(asked, placed) };
  if (placed.outcome !== 'placed') return ok(denialOf(subject.id, placed, until));
  const { usableFor: _, ...told } = placed;
  const placement = identifier(ports.geography, 'pl', ports.randomness.ulid(asked));
  // Before it is entered: whoever gets no token is permitted nothing.
  const token = await ports.tokens?.sign({
    id: placement,
    subject: body.subject,
    use: question.use,
    places: placed.places,
    ...(placed.anywhere !== undefined && { anywhere: true as const }),
    from: asked,
    until: instantOf(until.expiresAt),
  });
  const { instruments } = ports.book.rules;
  await enter(ports, [entryOf({ subject: subject.id, asked, placement, instruments }, question, placed)]);
  return ok({
    subject: subject.id,
    placement,
    ...told,
    ...until,
    ...(token !== undefined && { token }),
  } satisfies PlacementReply);
};

type NotPlaced = Exclude<Placement, Placed>;
type Until = Pick<PlacementReply, 'usableForSeconds' | 'expiresAt'>;

const denialOf = (
  subject: SubjectId,
  { usableFor: _, ...told }: NotPlaced,
  until: Until,
): PlacementReply => ({
  subject,
  ...told,
  ...until,
});

const questionOf = (
  { use, purpose, ingredients, askedBy, answersTo }: PlaceRequest['body'],
  { geography }: DecisionsPorts,
): PlacementQuestion => ({
  use,
  purpose,
  // The schema demands one at least.
  ingredients: ingredients as unknown as PlacementQuestion['ingredients'],
  from: geography,
  ...(askedBy !== undefined && { askedBy }),
  ...(answersTo !== undefined && { answersTo }),
});

const entryOf = (
  about: {
    readonly subject: SubjectId;
    readonly asked: Instant;
    readonly placement: PlacementId;
    readonly instruments: Instruments;
  },
  question: PlacementQuestion,
  placed: Placed,
): TransferEntry => ({
  kind: 'placement',
  id: about.placement,
  subject: about.subject,
  program: programOfRule(placed.rule),
  use: question.use,
  // What a rule permits was declared.
  categories: distinct(question.ingredients.map(({ category }) => category as Category)),
  dataClasses: distinct(question.ingredients.map(({ dataClass }) => dataClass as DataClass)),
  purpose: question.purpose,
  recipient: 'vendor',
  from: question.from,
  places: placed.places.map(({ geography, instrument }) =>
    permittedPlace(about.instruments, question.from, geography, instrument),
  ),
  ...(placed.anywhere !== undefined && { anywhere: true as const }),
  rule: placed.rule,
  ...(placed.epoch !== undefined && { epoch: placed.epoch }),
  at: isoOf(about.asked),
  usableUntil: usableUntil(about.asked, placed),
  askedFor: askedForIn(question),
});

const distinct = <Each>(list: readonly Each[]): readonly Each[] => [...new Set(list)];

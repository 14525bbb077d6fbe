import type { DecisionReply, DecisionsReply } from '../../contract/api/replies.ts';
import { decide } from '../../domain/decisions/decide.ts';
import type { Decision, Question } from '../../domain/decisions/question.ts';
import { permittedPlace, type TransferEntry } from '../../domain/decisions/transfer.ts';
import { identifier } from '../../domain/identifiers.ts';
import type { Category, DataClass } from '../../domain/programs/data.ts';
import { type Instant, isoOf } from '../../domain/time.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { enter } from './enter.ts';
import { existingSubject } from './existing-subject.ts';
import type { DecisionsPorts } from './ports.ts';
import { askedForIn, isMovement, programOfRule, usableSeconds, usableUntil } from './questions.ts';
import { standingsOf } from './read-standing.ts';
import { tellWithoutRule } from './without-rule.ts';

type DecidedEntry = Extract<TransferEntry, { kind: 'decision' }>;

type AskRequest = Request<'POST /v1/decisions'>;

type Answered = { readonly question: Question; readonly decision: Decision; readonly entry?: DecidedEntry };

/**
 * Answers questions about a subject, in their order. First everything is read, consistently; then it is decided; then
 * what is permitted to move is entered; then it is answered. A setting can close after it was read: such a permission
 * was given before the end, and ends by itself within a minute of the reading (DS-8, CC-6). Whatever is asked after
 * an opt-out has committed reads it.
 */
export const answerQuestions = async ({ body }: AskRequest, ports: DecisionsPorts): Promise<Reply> => {
  // Before anything is read: however long the rest takes, no answer is good for longer than a minute from here.
  const asked = ports.clock.now();
  const subject = await existingSubject(ports.store, body.subject);
  const readStanding = standingsOf(ports, subject);
  const answered = await Promise.all(
    body.questions.map(async (words): Promise<Answered> => {
      const question = questionOf(words, ports);
      const decision = decide(ports.book.rules, await readStanding(question), question, asked);
      const entry = entryOf(ports, { subject: subject.id, asked }, question, decision);
      return { question, decision, ...(entry !== undefined && { entry }) };
    }),
  );
  await tellWithoutRule(
    ports,
    subject.id,
    answered.map(({ question, decision }) => ({ use: question.use, decision })),
  );
  await enter(
    ports,
    answered.flatMap(({ entry }) => (entry === undefined ? [] : [entry])),
  );
  return ok({
    subject: subject.id,
    decidedAt: isoOf(asked),
    decisions: answered.map((each) => replyOf(each, asked)),
  } satisfies DecisionsReply);
};

type Words = AskRequest['body']['questions'][number];

/** Absent words stay absent. Data of a subject of this cell is in this cell's geography, where nothing else is said. */
const questionOf = (
  { from, service, askedBy, answersTo, epoch, ...words }: Words,
  { geography }: DecisionsPorts,
): Question => ({
  ...words,
  from: from ?? geography,
  ...(service !== undefined && { service }),
  ...(askedBy !== undefined && { askedBy }),
  ...(answersTo !== undefined && { answersTo }),
  ...(epoch !== undefined && { epoch }),
});

const entryOf = (
  ports: DecisionsPorts,
  { subject, asked }: { readonly subject: TransferEntry['subject']; readonly asked: Instant },
  question: Question,
  decision: Decision,
): DecidedEntry | undefined => {
  if (decision.outcome !== 'permitted' || !isMovement(question)) return undefined;
  const { use, category, dataClass, purpose, recipient, service, from, to } = question;
  return {
    kind: 'decision',
    id: identifier(ports.geography, 'tr', ports.randomness.ulid(asked)),
    subject,
    program: programOfRule(decision.rule),
    use,
    // What a rule permits was declared.
    categories: [category as Category],
    dataClasses: [dataClass as DataClass],
    purpose,
    recipient,
    ...(service !== undefined && { service }),
    from,
    places: [permittedPlace(ports.book.rules.instruments, from, to, decision.instrument)],
    rule: decision.rule,
    ...(decision.epoch !== undefined && { epoch: decision.epoch }),
    at: isoOf(asked),
    usableUntil: usableUntil(asked, decision),
    askedFor: askedForIn(question),
  };
};

const replyOf = ({ decision, entry }: Answered, asked: Instant): DecisionReply => {
  const { usableFor: _, ...told } = decision;
  const usableForSeconds = usableSeconds(decision);
  return {
    ...told,
    ...(entry !== undefined && { transfer: entry.id }),
    usableForSeconds,
    expiresAt: usableUntil(asked, decision),
  };
};

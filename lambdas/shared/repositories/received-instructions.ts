import { instructionKeys } from '../../../contract/tables/instructions.ts';
import type { ReceivedInstruction } from '../../../domain/consent/group-instruction.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import { equals, isNew, type Put, type Store } from '../store/store.ts';
import { fieldsOf, storedItem } from './stored-item.ts';

/** Keeps a receipt, on condition that this part has received no instruction of that name. */
export const receiveAction = (subject: SubjectId, received: ReceivedInstruction): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(instructionKeys.received(subject, received.group.id), received),
  condition: isNew,
});

/** What was received under the name of an instruction, or undefined. */
export const readReceived = async (
  store: Store,
  subject: SubjectId,
  id: string,
): Promise<ReceivedInstruction | undefined> => {
  const item = await store.get('registry', instructionKeys.received(subject, id), 'strong');
  return item && fieldsOf<ReceivedInstruction>(item);
};

/** Lets what was received count from elsewhere, provided that it still counts from where it was read to. */
export const countFromAction = (
  subject: SubjectId,
  before: ReceivedInstruction,
  after: ReceivedInstruction,
): Put => ({
  kind: 'put',
  table: 'registry',
  item: storedItem(instructionKeys.received(subject, after.group.id), after),
  condition: equals('countedFrom', before.countedFrom),
});

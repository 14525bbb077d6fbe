import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Action, Check, Condition, Delete, Put, UpdateItem } from '../store.ts';
import { attributesOf, keyAttributes } from './attributes.ts';
import { conditionExpression, type Placeholders, placeholders, updateExpression } from './expressions.ts';

const withCondition = (condition: Condition | undefined, into: Placeholders) => ({
  ...(condition && { ConditionExpression: conditionExpression(condition, into) }),
  ...into.collected(),
});

export const putRequest = (TableName: string, { item, condition }: Put) => ({
  TableName,
  Item: attributesOf(item),
  ...withCondition(condition, placeholders()),
});

export const updateRequest = (TableName: string, { key, update, condition }: UpdateItem) => {
  const into = placeholders();
  return {
    TableName,
    Key: keyAttributes(key),
    UpdateExpression: updateExpression(update, into),
    ...withCondition(condition, into),
  };
};

export const deleteRequest = (TableName: string, { key, condition }: Delete) => ({
  TableName,
  Key: keyAttributes(key),
  ...withCondition(condition, placeholders()),
});

const checkRequest = (TableName: string, { key, condition }: Check) => {
  const into = placeholders();
  return {
    TableName,
    Key: keyAttributes(key),
    ConditionExpression: conditionExpression(condition, into),
    ...into.collected(),
  };
};

/** One action of a transaction. */
export const transactionItem = (table: string, action: Action): TransactWriteItem => {
  switch (action.kind) {
    case 'put':
      return { Put: putRequest(table, action) };
    case 'update':
      return { Update: updateRequest(table, action) };
    case 'delete':
      return { Delete: deleteRequest(table, action) };
    case 'check':
      return { ConditionCheck: checkRequest(table, action) };
  }
};

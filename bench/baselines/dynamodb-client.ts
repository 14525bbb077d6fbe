import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

/** The client of DynamoDB alone, with the seven commands that the store of Domicile uses. */
const client = new DynamoDBClient();

const commands = {
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
};

export const handler = async (event: { name: keyof typeof commands; input: never }) => {
  const Command = commands[event.name] as typeof GetItemCommand;
  return client.send(new Command(event.input));
};

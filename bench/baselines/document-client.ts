import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

/** The usual way to DynamoDB: the SDK with its document client. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient());

const commands = {
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
};

export const handler = async (event: { name: keyof typeof commands; input: never }) => {
  const Command = commands[event.name] as typeof GetCommand;
  return client.send(new Command(event.input));
};

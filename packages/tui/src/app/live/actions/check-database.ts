import { SpoorError } from '@spoor/core';
import { checkDatabase } from '@spoor/storage';
import { formatDuration } from '../../../present/duration.js';
import type { ActionContext } from '../actions.js';

/** Looks the database through for damage. @throws SpoorError when there is some. */
export async function checkDatabaseAction(
  { databasePath }: ActionContext,
  _input: null,
): Promise<string> {
  const { verdict, problems, durationMs } = await checkDatabase(databasePath);
  if (verdict === 'ok')
    return `The database is whole; the look took ${formatDuration(durationMs)}.`;
  const first = problems[0]?.message ?? verdict;
  if (verdict === 'suspect') return `One look found something, the next did not: ${first}.`;
  throw new SpoorError(`The database is damaged: ${first}; run \`spoor db check --repair\``);
}

import { indexTexts, SpoorDatabase, unindexedTexts } from '@spoor/storage';
import type { ActionContext } from '../actions.js';

/** How far the indexes have come. */
export interface IndexingStep {
  /** Texts of sessions that are left, about. */
  readonly left: number;
}

/** Goes on with the full-text indexes for a moment, so that others who wait for the writer get on. */
export function indexTextsAction(
  { databasePath }: Pick<ActionContext, 'databasePath'>,
  _input: null,
): IndexingStep {
  const db = new SpoorDatabase({ path: databasePath });
  try {
    indexTexts(db, { budgetMs: STEP_MS });
    return { left: unindexedTexts(db) };
  } finally {
    db.close();
  }
}

const STEP_MS = 400;

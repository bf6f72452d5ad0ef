import { type Bounds, boundsOf, type FigureRange, isOfQuarters } from './range.js';

/** What figures are about. */
export interface FigureChoice extends FigureRange {
  readonly projectId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** A model, as the API names it. */
  readonly model?: string | undefined;
}

/** A choice as statements take it. */
export interface Chosen extends Bounds {
  readonly projectId: string | undefined;
  readonly sessionId: string | undefined;
  readonly model: string | undefined;
  /** Whether it is a range, and nothing else. */
  readonly isOnlyRange: boolean;
  /** Whether sums by quarter of an hour can tell it. */
  readonly isOfQuarters: boolean;
}

/** @throws StorageError `INVALID` when an end of the range is no time. */
export function chosen({ projectId, sessionId, model, ...range }: FigureChoice): Chosen {
  const bounds = boundsOf(range);
  return {
    ...bounds,
    projectId,
    sessionId,
    model,
    isOnlyRange: projectId === undefined && sessionId === undefined && model === undefined,
    // A session's own messages are few, and found along an index.
    isOfQuarters: isOfQuarters(bounds) && sessionId === undefined,
  };
}

/** What a statement takes of a choice. */
export function parametersOf({ from, until, projectId, sessionId, model }: Chosen): object {
  return { from, until, projectId, sessionId, model };
}

/** Conditions on the session of a row, for `WHERE`; `column` names it. */
export function ofSessionSql({ projectId, sessionId }: Chosen, column: string): string {
  const ofSession = sessionId === undefined ? '' : ` AND ${column} = @sessionId`;
  const ofProject =
    projectId === undefined
      ? ''
      : ` AND ${column} IN (SELECT id FROM sessions WHERE project_id = @projectId)`;
  return ofSession + ofProject;
}

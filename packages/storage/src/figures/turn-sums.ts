import type { SpoorDatabase } from '../database/spoor-database.js';
import { type Chosen, ofSessionSql, parametersOf } from './choice.js';
import { quarterSql } from './quarter.js';
import type { TurnSums } from './usage.js';

/** What turns are counted by. */
export type TurnKey = 'quarter' | 'project' | 'session' | 'model' | 'agent';

type KeyedTurns = TurnSums & { readonly key: string | null };

const SUMS = 'count(*) AS turns, total(t.duration_ms) AS durationMs';

/** A turn's project is its session's; a turn of another orchestrator says its own. */
const PROJECT =
  'coalesce((SELECT s.project_id FROM sessions AS s WHERE s.id = t.task_id), t.project_id)';

/** Turns by something. A model has those in which it wrote something, an agent the runs it made. */
export function turnsBy(db: SpoorDatabase, by: TurnKey, choice: Chosen): KeyedTurns[] {
  if (by === 'model') return turnsByModel(db, choice);
  if (by === 'agent') return runsByAgent(db, choice);
  const keys = { quarter: quarterSql('t.started_at'), project: PROJECT, session: 't.task_id' };
  return db
    .prepare<object, KeyedTurns>(`SELECT ${keys[by]} AS key, ${SUMS} ${fromSql(choice)} GROUP BY 1`)
    .all(parametersOf(choice));
}

/** All turns. */
export function turnsOfAll(db: SpoorDatabase, choice: Chosen): TurnSums | undefined {
  return db
    .prepare<object, TurnSums>(`SELECT ${SUMS} ${fromSql(choice)}`)
    .get(parametersOf(choice));
}

/** When the first turn from a time on started; null when there is none. */
export function firstTurnFrom(db: SpoorDatabase, from: string): string | null {
  const row = db
    .prepare<[string], { at: string | null }>(
      'SELECT min(started_at) AS at FROM execution_traces WHERE started_at >= ?',
    )
    .get(from);
  return row?.at ?? null;
}

function fromSql(choice: Chosen): string {
  const { projectId, sessionId, model } = choice;
  const conditions = [
    't.started_at >= @from AND t.started_at < @until',
    ...(sessionId === undefined ? [] : ['t.task_id = @sessionId']),
    ...(projectId === undefined ? [] : [`${PROJECT} = @projectId`]),
    ...(model === undefined
      ? []
      : ['EXISTS (SELECT 1 FROM token_usage AS u WHERE u.trace_id = t.id AND u.model = @model)']),
  ];
  return `FROM execution_traces AS t WHERE ${conditions.join(' AND ')}`;
}

/** A turn has several models, so its time belongs to none of them. */
function turnsByModel(db: SpoorDatabase, choice: Chosen): KeyedTurns[] {
  const ofModel = choice.model === undefined ? '' : ' AND u.model = @model';
  return db
    .prepare<object, KeyedTurns>(
      `SELECT u.model AS key, count(DISTINCT u.trace_id) AS turns, NULL AS durationMs
       FROM token_usage AS u WHERE u.timestamp >= @from AND u.timestamp < @until
         ${ofModel}${ofSessionSql(choice, 'u.session_id')}
       GROUP BY 1`,
    )
    .all(parametersOf(choice));
}

/** The main agent's time is that of the turns, a subagent's that of its runs, which lies within it. */
function runsByAgent(db: SpoorDatabase, choice: Chosen): KeyedTurns[] {
  const ofModel =
    choice.model === undefined
      ? ''
      : ` AND EXISTS (SELECT 1 FROM token_usage AS u WHERE u.session_id = i.session_id
          AND u.agent_id = i.agent_id AND u.model = @model)`;
  const runs = db
    .prepare<object, KeyedTurns>(
      `SELECT i.agent AS key, NULL AS turns, total(i.duration_ms) AS durationMs
       FROM agent_invocations AS i WHERE i.started_at >= @from AND i.started_at < @until
         ${ofModel}${ofSessionSql(choice, 'i.session_id')}
       GROUP BY 1`,
    )
    .all(parametersOf(choice));
  const turns = turnsOfAll(db, choice);
  return turns === undefined ? runs : [{ key: 'main', ...turns }, ...runs];
}

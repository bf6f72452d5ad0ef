import { isJsonObject, type JsonObject, type JsonValue, type RedactOptions } from '@spoor/core';
import type { SpoorDatabase } from '../../database/spoor-database.js';
import { StorageError } from '../../errors.js';
import { breathe, type LongWork, stopIfAsked } from '../../maintenance/long-work.js';
import { auditOperation } from '../../stores/audit-operation.js';
import { SQLiteStateStore } from '../../stores/state-store.js';
import { isSameJson, redactWhole } from '../../stores/whole-json.js';
import type { SavedState } from '../../stores/workflow-state.js';
import { type FoundState, readStates, type StateInFile } from './read-states.js';

/** How to import states. */
export interface StateImportOptions extends LongWork {
  /** Changes nothing; the report says what would be done. */
  readonly dryRun?: boolean;
  /** What counts as secret in what comes in. */
  readonly redaction?: RedactOptions;
}

/** What an import of states came to. */
export interface StateImportReport {
  readonly states: number;
  readonly new: number;
  /** Were here, and have gone on in the file. */
  readonly merged: number;
  /** Were here as they are in the file, or further on. */
  readonly known: number;
  readonly refused: number;
  /** The first 20. */
  readonly refusals: readonly { readonly file: string; readonly reason: string }[];
  readonly dryRun: boolean;
}

const MOST_REFUSALS = 20;

/**
 * Moves an orchestrator's states in from its JSON files, `{ taskId, projectId, state, context,
 * history }`, one a file or in lists. A task that is here is brought up to the file when its history
 * here is the beginning of the file's, stays when it is further on, and is refused when the two
 * went different ways. Texts are redacted. Importing again changes nothing.
 * @param paths files, or folders of them.
 * @throws StorageError `CANCELLED`, or when the database can't be written.
 */
export async function importStateFiles(
  db: SpoorDatabase,
  paths: readonly string[],
  options: StateImportOptions = {},
): Promise<StateImportReport> {
  const store = new SQLiteStateStore<SavedState>(db);
  const counts = { states: 0, new: 0, merged: 0, known: 0, refused: 0 };
  const refusals: { file: string; reason: string }[] = [];
  for (const found of readStates(paths)) {
    stopIfAsked(options);
    const clean =
      'refused' in found ? found : { ...found, state: cleanState(found.state, options) };
    const outcome = await put(clean, store, options.dryRun === true);
    if (typeof outcome === 'object') {
      counts.refused++;
      if (refusals.length < MOST_REFUSALS)
        refusals.push({ file: found.file, reason: outcome.refused });
    } else {
      counts.states++;
      counts[outcome]++;
    }
    options.onProgress?.({ done: counts.states, total: null, unit: 'states' });
    await breathe();
  }
  if (options.dryRun !== true) {
    db.transaction(() =>
      auditOperation(db, { action: 'import', details: { from: 'state-files', ...counts } }),
    );
  }
  return { ...counts, refusals, dryRun: options.dryRun === true };
}

type Outcome = 'new' | 'merged' | 'known' | { readonly refused: string };

async function put(
  found: FoundState,
  store: SQLiteStateStore<SavedState>,
  dryRun: boolean,
): Promise<Outcome> {
  if ('refused' in found) return found;
  const { state } = found;
  const known = await store.loadState(state.taskId);
  if (known === null) return save(store, state, 'new', dryRun);
  const [here, there] = [plain(known), plain(state)];
  if (isSameJson(here, there) || isFurther(here, there)) return 'known';
  if (!isFurther(there, here) && !isSameJson(here['history'] ?? null, there['history'] ?? null)) {
    return { refused: `task ${state.taskId}: its history here is another one` };
  }
  return save(store, state, 'merged', dryRun);
}

async function save(
  store: SQLiteStateStore<SavedState>,
  state: StateInFile,
  outcome: 'new' | 'merged',
  dryRun: boolean,
): Promise<Outcome> {
  if (dryRun) return outcome;
  try {
    await store.saveState(state);
    return outcome;
  } catch (error) {
    const isAboutIt = error instanceof StorageError && ['CONFLICT', 'INVALID'].includes(error.code);
    if (isAboutIt) return { refused: error.message };
    throw error;
  }
}

/** Whether one state's history goes on where the other's ends. */
function isFurther(state: JsonObject, other: JsonObject): boolean {
  const [longer, shorter] = [historyOf(state), historyOf(other)];
  return (
    longer.length > shorter.length && isSameJson(longer.slice(0, shorter.length), [...shorter])
  );
}

function historyOf({ history }: JsonObject): readonly JsonValue[] {
  return Array.isArray(history) ? history : [];
}

/** A state as it is stored: redacted. */
function plain(state: object): JsonObject {
  const value = redactWhole(state as JsonObject);
  return isJsonObject(value) ? value : {};
}

/** A state without what the importer calls secret; its ids stay, for other rows point at them. */
function cleanState(state: StateInFile, { redaction }: StateImportOptions): StateInFile {
  if (redaction === undefined) return state;
  const { taskId, projectId, ...texts } = state;
  return { ...(redactWhole(texts, redaction) as typeof texts), taskId, projectId } as StateInFile;
}

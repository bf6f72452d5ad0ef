import type { Surroundings } from '../../state/screen.js';
import { arranged } from './arranged.js';
import type { ListEntry } from './list-entries.js';
import type { SessionsState } from './sessions-state.js';

/** Folds the sessions of the chosen line's project away, or shows them again. */
export function foldChosen(
  state: SessionsState,
  entry: ListEntry | undefined,
  around: Surroundings,
): SessionsState {
  if (!state.choices.grouped || entry === undefined) return state;
  const project = entry.kind === 'project' ? entry.group.project : entry.item.project;
  const folded = new Set(state.folded);
  if (!folded.delete(project)) folded.add(project);
  return arranged({ ...state, folded, isPlaced: true }, around);
}

/** Folds all projects, or shows all sessions again when all are folded. */
export function foldAll(state: SessionsState, around: Surroundings): SessionsState {
  if (!state.choices.grouped) return state;
  const groups = state.list.entries.flatMap((entry) =>
    entry.kind === 'project' ? [entry.group] : [],
  );
  const folded = groups.every((group) => group.folded)
    ? new Set<string>()
    : new Set([...state.folded, ...groups.map(({ project }) => project)]);
  return arranged({ ...state, folded, isPlaced: true }, around);
}

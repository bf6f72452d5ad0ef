import { SpoorError } from '@spoor/core';
import { CounterStore, type SpoorDatabase } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { projectOf } from '../project-option.js';

const PROJECT = 'project:';

/**
 * The scope that a user means: a path after `project:` becomes its project, the start of a session's
 * id the whole id.
 * @throws SpoorError when several scopes start so.
 */
export function counterScope(io: CliIo, db: SpoorDatabase, given: string): string {
  if (given.startsWith(PROJECT)) return projectScope(io, given.slice(PROJECT.length));
  if (given === 'global' || given === '') return given;
  const [scope = given, ...others] = new CounterStore(db).scopesStartingWith(given);
  if (scope === given || others.length === 0) return scope;
  throw new SpoorError(
    `several scopes start with \`${given}\`: ${[scope, ...others].slice(0, 3).join(', ')}; give more of it`,
  );
}

/** The scope of the project that a folder lies in. */
export function projectScope(io: CliIo, path: string): string {
  return `${PROJECT}${projectOf(io, path)}`;
}

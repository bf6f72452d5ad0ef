import type { LessonCategory, LessonChange, LessonQuery, SpoorDatabase } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { projectOf } from '../project-option.js';
import { sourceOf } from './evidence-option.js';

/** Which lessons to list, and how. */
export interface FilterOptions {
  readonly category?: LessonCategory;
  readonly tag?: readonly string[];
  readonly project?: string;
  readonly evidence?: string;
  readonly limit: number;
  readonly offset?: number;
  readonly json?: true;
}

/** A lesson's fields, as options give them. */
export interface FieldOptions {
  readonly category?: LessonCategory;
  readonly title?: string;
  readonly summary?: string;
  readonly details?: string;
  readonly tag?: readonly string[];
  readonly project?: string;
  readonly agent?: string;
  readonly file?: string;
  readonly confidence?: number;
  readonly evidence?: readonly string[];
}

/** What to change of a lesson. */
export interface ChangeOptions extends FieldOptions {
  readonly removeEvidence?: readonly string[];
}

/** What the options ask for. */
export function queryOf(
  io: CliIo,
  db: SpoorDatabase,
  options: FilterOptions & { query?: string },
): LessonQuery {
  const { category, tag, project, evidence, limit, offset, query } = options;
  return {
    category,
    tags: tag,
    projectId: project === undefined ? undefined : projectIdOf(io, project),
    evidence: evidence === undefined ? undefined : sourceOf(db, evidence),
    limit,
    offset,
    query,
  };
}

/** The fields that the options name; those that they don't are left out. */
export function fieldsOf(io: CliIo, options: FieldOptions): LessonChange {
  const { category, title, summary, details, tag, project, agent, file, confidence } = options;
  return {
    ...(category === undefined ? {} : { category }),
    ...(title === undefined ? {} : { title }),
    ...(summary === undefined ? {} : { summary }),
    ...(details === undefined ? {} : { details }),
    ...(tag === undefined ? {} : { tags: tag }),
    ...(project === undefined ? {} : { projectId: projectIdOf(io, project) }),
    ...(agent === undefined ? {} : { sourceAgent: agent }),
    ...(file === undefined ? {} : { sourceFile: file }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

/** An empty path stands for no project. */
function projectIdOf(io: CliIo, path: string): string | null {
  return path === '' ? null : projectOf(io, path);
}

import type {
  ListedCheckpoint,
  ListedTask,
  ListedTransition,
  TaskListing,
  WorkflowContent,
  WorkflowFlow,
  WorkflowPart,
} from '@spoor/storage';
import { here, pool } from '../../live/reader.js';

/** What workflows are asked. */
export const workflowsReaders = {
  /** So many of the latest tasks: what is new shows at once, while more are read. */
  'workflows.latest': here(
    (db, spoor, { limit }: { readonly limit: number }): TaskListing =>
      spoor.listWorkflowTasks(db, limit),
  ),
  'workflows.list': pool(
    (db, spoor, { limit }: { readonly limit: number }): TaskListing =>
      spoor.listWorkflowTasks(db, limit),
  ),
  /** A task with its latest transitions and checkpoints; null when there is none. */
  'workflows.task': here(
    (
      db,
      spoor,
      { taskId, limit }: { readonly taskId: string; readonly limit: number },
    ): OpenedTask | null => {
      const task = spoor.readWorkflowTask(db, taskId);
      if (task === null) return null;
      return {
        task,
        transitions: spoor.latestTransitions(db, taskId, limit),
        checkpoints: spoor.latestCheckpoints(db, taskId, limit),
      };
    },
  ),
  /** All of a task's transitions, summed up. */
  'workflows.flow': pool(
    (db, spoor, { taskId }: { readonly taskId: string }): WorkflowFlow =>
      spoor.readWorkflowFlow(db, taskId),
  ),
  /** What a part of a workflow holds. */
  'workflows.content': pool(
    (
      db,
      spoor,
      { part, mostBytes }: { readonly part: WorkflowPart; readonly mostBytes: number },
    ): WorkflowContent | null => spoor.readWorkflowContent(db, part, mostBytes),
  ),
};

/** A task as it is opened. */
export interface OpenedTask {
  readonly task: ListedTask;
  /** The latest first. */
  readonly transitions: readonly ListedTransition[];
  /** The latest first. */
  readonly checkpoints: readonly ListedCheckpoint[];
}

import type { IsoTime, JsonObject } from '@spoor/core';

/** What any state that is saved must have; everything in it must be JSON. */
export interface SavedState {
  readonly taskId: string;
  readonly projectId: string | null;
  readonly state: string;
  readonly context: object;
  readonly history: readonly object[];
}

/** The state of a task's machine, with all its transitions, the oldest first. */
export interface WorkflowState extends SavedState {
  readonly context: StateContext;
  readonly history: readonly HistoryEntry[];
}

/** What a machine keeps beside its state; `checkpoints` are rows of their own. */
export interface StateContext {
  readonly checkpoints?: readonly unknown[];
  readonly [field: string]: unknown;
}

/**
 * A transition as its writer tells it. `from`/`to` and `from_state`/`to_state` are understood too,
 * and other fields are kept as they are.
 */
export interface HistoryEntry {
  readonly id?: string;
  readonly fromState?: string | null;
  readonly toState?: string;
  readonly trigger?: string | null;
  readonly timestamp?: string | number;
  readonly metadata?: object;
  readonly [field: string]: unknown;
}

/** A transition as it is stored. */
export interface Transition {
  readonly id: string;
  readonly taskId: string;
  readonly projectId: string | null;
  readonly fromState: string | null;
  /** `unknown` when its writer named none. */
  readonly toState: string;
  readonly trigger: string | null;
  readonly timestamp: IsoTime;
  /** The writer's metadata, and the fields that have no column. */
  readonly metadata: JsonObject;
}

/** A checkpoint as it is stored. */
export interface Checkpoint {
  readonly id: string;
  readonly taskId: string;
  readonly name: string | null;
  readonly state: string | null;
  /** The writer's data, and the fields that have no column. */
  readonly data: JsonObject;
  readonly createdAt: IsoTime;
}

/** A task without its context and history. */
export interface TaskSummary {
  readonly taskId: string;
  readonly projectId: string | null;
  readonly state: string;
  readonly transitions: number;
  readonly checkpoints: number;
  readonly createdAt: IsoTime;
  readonly updatedAt: IsoTime;
}

/** Which tasks to list; the last saved come first. */
export interface TaskPage {
  /** All by default. */
  readonly limit?: number;
  /** Only those after this one in the list: the last of the page before. */
  readonly before?: Pick<TaskSummary, 'updatedAt' | 'taskId'>;
}

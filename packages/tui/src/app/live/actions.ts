import type { CatchUpOptions } from '@spoor/hooks';
import { catchUpAction } from './actions/catch-up.js';
import type { RecorderSite } from './recorder-site.js';

/** What an action stands on: where to write, and where the recorder is changed from. */
export interface ActionContext extends CatchUpOptions {
  readonly site?: RecorderSite | undefined;
}

/**
 * What the writer can be asked to do, by name; done on the writer's thread, one at a time. An action
 * takes plain data and gives plain data; what it throws is told to the user.
 */
export const ACTIONS = {
  'catch-up': catchUpAction,
};

type Actions = typeof ACTIONS;

/** An action with what it is given. */
export type ActionRequest = {
  [Name in keyof Actions]: { readonly name: Name; readonly input: Parameters<Actions[Name]>[1] };
}[keyof Actions];

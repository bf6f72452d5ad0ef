import type { Configuration } from '@spoor/core';
import type { CatchUpOptions } from '@spoor/hooks';
import { backUpAction } from './actions/back-up.js';
import { catchUpAction } from './actions/catch-up.js';
import { checkDatabaseAction } from './actions/check-database.js';
import { conversationTextAction } from './actions/conversation-text.js';
import { exportAuditAction } from './actions/export-audit.js';
import { indexAuditAction } from './actions/index-audit.js';
import { indexTextsAction } from './actions/index-texts.js';
import { installHooksAction } from './actions/install-hooks.js';
import {
  addLessonAction,
  applyLessonAction,
  deleteLessonAction,
  editLessonAction,
} from './actions/lessons.js';
import { makeConfigurationAction } from './actions/make-configuration.js';
import { pauseRecordingAction, resumeRecordingAction } from './actions/pause-recording.js';
import { sessionMarkdownAction } from './actions/session-markdown.js';
import { startUpkeepAction } from './actions/start-upkeep.js';
import type { RecorderSite } from './recorder-site.js';

/** What an action stands on: where to write and how, and where the recorder is changed from. */
export interface ActionContext extends CatchUpOptions {
  /** The user's: what in their own words is secret, and how the database is opened. */
  readonly configuration?: Configuration | undefined;
  readonly site?: RecorderSite | undefined;
}

/**
 * What the writer can be asked to do, by name; done on the writer's thread, one at a time. An action
 * takes plain data and gives plain data; what it throws is told to the user.
 */
export const ACTIONS = {
  'catch-up': catchUpAction,
  'session-markdown': sessionMarkdownAction,
  'lesson.add': addLessonAction,
  'lesson.edit': editLessonAction,
  'lesson.apply': applyLessonAction,
  'lesson.delete': deleteLessonAction,
  'export-audit': exportAuditAction,
  'index-audit': indexAuditAction,
  'index-texts': indexTextsAction,
  'conversation-text': conversationTextAction,
  'check-database': checkDatabaseAction,
  'back-up': backUpAction,
  'start-upkeep': startUpkeepAction,
  'install-hooks': installHooksAction,
  'pause-recording': pauseRecordingAction,
  'resume-recording': resumeRecordingAction,
  'make-configuration': makeConfigurationAction,
};

type Actions = typeof ACTIONS;

/** An action with what it is given. */
export type ActionRequest = {
  [Name in keyof Actions]: { readonly name: Name; readonly input: Parameters<Actions[Name]>[1] };
}[keyof Actions];

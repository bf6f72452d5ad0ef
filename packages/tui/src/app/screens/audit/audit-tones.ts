import type { AuditCategory } from '@spoor/storage';
import type { Tone } from '../../../present/status.js';

/** How a category looks. */
export const CATEGORY_TONES: Readonly<Record<AuditCategory, Tone>> = {
  state: 'faint',
  file: 'plain',
  agent: 'plain',
  security: 'warn',
  user: 'person',
};

/** How an action looks: what went wrong stands out, what only announces another stays back. */
export function actionTone(action: string): Tone {
  if (/Failure$|Denied$|^Malformed$/.test(action)) return 'bad';
  if (action === 'PermissionRequest') return 'warn';
  return action === 'PreToolUse' ? 'faint' : 'plain';
}

import type { RedactionRule } from '../rule.js';
import { assignmentRules } from './assignments.js';
import { cloudRules } from './cloud.js';
import { fileRules } from './files.js';
import { forgeRules } from './forges.js';
import { httpRules } from './http.js';
import { markedRules } from './marked.js';
import { privateKeyRules } from './private-keys.js';
import { serviceRules } from './services.js';
import { tokenRules } from './token.js';
import { webhookRules } from './webhooks.js';

/** All rules, the exact ones before the general ones: what is told exactly keeps its kind. */
export const RULES: readonly RedactionRule[] = [
  ...privateKeyRules,
  ...forgeRules,
  ...tokenRules,
  ...cloudRules,
  ...serviceRules,
  ...webhookRules,
  ...markedRules,
  ...httpRules,
  ...fileRules,
  ...assignmentRules,
];

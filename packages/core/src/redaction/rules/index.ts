import type { RedactionRule } from '../rule.js';
import { aiRules } from './ai.js';
import { assignmentRules } from './assignments.js';
import { cloudRules } from './cloud.js';
import { forgeRules } from './forges.js';
import { httpRules } from './http.js';
import { privateKeyRules } from './private-keys.js';
import { serviceRules } from './services.js';

/** All rules, the exact ones before the general ones: what is told exactly keeps its kind. */
export const RULES: readonly RedactionRule[] = [
  ...privateKeyRules,
  ...aiRules,
  ...cloudRules,
  ...forgeRules,
  ...serviceRules,
  ...httpRules,
  ...assignmentRules,
];

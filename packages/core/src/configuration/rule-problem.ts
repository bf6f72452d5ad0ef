import safeRegex from 'safe-regex2';
import type { OwnRule } from './key-kinds.js';

/** Why a rule of the user's can't be used; undefined when it can. */
export function ruleProblem(rule: OwnRule): string | undefined {
  try {
    compile(rule);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /s, '') : 'unknown reason';
    return `is no regular expression (${reason.toLowerCase()})`;
  }
  return safeRegex(rule.pattern)
    ? undefined
    : 'could take very long on some texts; write its pattern without repetitions inside repetitions';
}

function compile({ pattern, flags = '' }: OwnRule): RegExp {
  return new RegExp(pattern, `g${flags}`);
}

import { cutEnd } from '../../present/fit-text.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { widthOf } from '../output/paint.js';
import type { DemoStep } from './session.js';

/** Tells on stderr which event is played. */
export function createProgress(io: CliIo): { tell: (step: DemoStep) => void; end: () => void } {
  const width = widthOf({ stdout: io.stderr, env: io.env });
  const say = (line: string) => io.stderr.write(`${line}\n`);
  say('A session of Claude Code is played back; the recorder takes every event of it:');
  return {
    tell: (step) => say(cutEnd(lineOf(step), width)),
    end: () => say(''),
  };
}

function lineOf({ afterMs, payload }: DemoStep): string {
  const seconds = `${(afterMs / 1_000).toFixed(2)}s`.padStart(8);
  const event = String(payload['hook_event_name']).padEnd(20);
  return safeText(`${seconds}  ${event}${subjectOf(payload)}`).trimEnd();
}

function subjectOf(payload: DemoStep['payload']): string {
  const subject = payload['tool_name'] ?? payload['prompt'] ?? payload['agent_type'];
  const inside = payload['tool_name'] !== undefined && payload['agent_id'] !== undefined;
  return `${inside ? '↳ ' : ''}${typeof subject === 'string' ? subject : ''}`;
}

import type { AuditExportFormat } from '@spoor/storage';
import { exactNumber } from '../../../present/amounts.js';
import type { ExportedAudit } from '../../live/actions/export-audit.js';
import type { Step, Surroundings } from '../../state/screen.js';
import { choiceOf } from './audit-asked.js';
import type { AuditState } from './audit-state.js';

/** Asks where to write what the filter lets through. */
export function askForFile(state: AuditState, { nowMs }: Surroundings): Step<AuditState> {
  const choice = choiceOf(state, nowMs);
  if (choice === null || choice.filter === null) return { state };
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const question =
    state.line === ''
      ? 'Export the whole log to a file that ends in .csv, .json or .jsonl:'
      : 'Export these entries to a file that ends in .csv, .json or .jsonl:';
  return {
    state,
    effects: [{ type: 'ask', question, text: `audit-${day}.jsonl`, tag: 'export' }],
  };
}

/** Writes the file that was named. */
export function exportTo(
  state: AuditState,
  typed: string,
  replace: boolean,
  { nowMs, facts }: Surroundings,
): Step<AuditState> {
  const choice = choiceOf(state, nowMs);
  const format = formatOf(typed);
  if (choice === null || choice.filter === null) return { state };
  if (format === null) {
    const text = 'Nothing is written: the name must end in .csv, .json or .jsonl.';
    return { state, effects: [{ type: 'say', text, tone: 'warn' }] };
  }
  const path = fromHome(typed.trim(), facts.homeDir);
  const input = { path, format, filter: choice.filter, replace };
  return {
    state: { ...state, replacing: path },
    effects: [
      { type: 'say', text: `Exporting to ${path}…` },
      { type: 'act', request: { name: 'export-audit', input }, tag: 'export' },
    ],
  };
}

/** Says what came of it, or asks whether to replace a file that is there. */
export function exported(state: AuditState, value: ExportedAudit): Step<AuditState> {
  if (value.exists) {
    const question = `${value.path} exists. Replace it?`;
    const text = 'Nothing is written yet.';
    return {
      state,
      effects: [
        { type: 'say', text },
        { type: 'confirm', question, tag: 'replace' },
      ],
    };
  }
  const entries = value.entries === 1 ? '1 entry' : `${exactNumber(value.entries)} entries`;
  const text = `Exported ${entries} to ${value.path}`;
  return { state: { ...state, replacing: null }, effects: [{ type: 'say', text, tone: 'good' }] };
}

function formatOf(name: string): AuditExportFormat | null {
  const [, ending] = /\.(csv|json|jsonl)$/i.exec(name.trim()) ?? [];
  const small = ending?.toLowerCase();
  return small === 'csv' || small === 'json' || small === 'jsonl' ? small : null;
}

/** A name that begins with `~/` lies in the user's folder. */
function fromHome(path: string, homeDir: string | null): string {
  return path.startsWith('~/') && homeDir !== null ? `${homeDir}${path.slice(1)}` : path;
}

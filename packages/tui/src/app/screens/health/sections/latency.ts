import { PROFILED_EVENTS } from '@spoor/hooks';
import type { RecorderFigures, RecorderLatency } from '@spoor/storage';
import { counted } from '../../../../present/amounts.js';
import { formatDuration } from '../../../../present/duration.js';
import { fit } from '../../../../present/fit-text.js';
import { oneLine } from '../../../../present/safe-text.js';
import type { Fact, Section } from '../facts.js';

/** What recording takes: by event, and of the time in which the client works. */
export function latencySection(figures: RecorderFigures): Section {
  const { latency } = figures;
  const title = 'Latency';
  if (latency.length === 0) {
    const summary = 'nothing recorded by hooks in 7 days';
    return { id: 'latency', title, summary, facts: [], mark: 'told' };
  }
  const share = shareFact(figures);
  return {
    id: 'latency',
    title,
    summary: share.text,
    facts: [
      share,
      { label: 'event', mark: 'told', text: row('count', 'p50', 'p95', 'most') },
      ...latency.map(eventFact),
    ],
  };
}

function shareFact({ spent, workMs, latency }: RecorderFigures): Fact {
  const waitedMs = spent.reduce((sum, { event, ms }) => sum + (isWaitedFor(event) ? ms : 0), 0);
  const allMs = spent.reduce((sum, { ms }) => sum + ms, 0);
  const count = latency.reduce((sum, one) => sum + one.count, 0);
  if (workMs <= 0) {
    const text = `${formatDuration(allMs)} for ${counted(count, 'event')} in 7 days`;
    return { label: 'share', mark: 'ok', text };
  }
  const text = `the client waits ${percent(waitedMs / workMs)} of its working time; ${percent(allMs / workMs)} with hooks beside it`;
  if (workMs < LEAST_WORK_MS || waitedMs / workMs <= MOST_SHARE)
    return { label: 'share', mark: 'ok', text };
  const advice =
    'a slow disk or a busy machine: `spoor config set database.synchronous NORMAL` spares a sync';
  return { label: 'share', mark: 'warn', text, advice };
}

/** What hooks that the client waits for may take of its working time. */
const MOST_SHARE = 0.02;

/** A share of less work than this says nothing. */
const LEAST_WORK_MS = 600_000;

/** What such a hook may take, ms: longer is felt. */
const MOST_WAIT_MS = 500;

function eventFact({ event, count, p50Ms, p95Ms, maxMs }: RecorderLatency): Fact {
  const waited = isWaitedFor(event);
  const times = [p50Ms, p95Ms, maxMs].map((ms) => formatDuration(ms));
  const text = `${row(count.toLocaleString('en'), ...times)}${waited ? '  waited for' : ''}`;
  const mark = waited && p95Ms > MOST_WAIT_MS ? 'warn' : 'ok';
  return { label: oneLine(event ?? 'malformed', 40), mark, text };
}

function row(...cells: readonly string[]): string {
  return cells.map((cell) => fit(cell, 9, { align: 'right' })).join('');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function isWaitedFor(event: string | null): boolean {
  return WAITED_FOR.has(event ?? '');
}

const WAITED_FOR: ReadonlySet<string> = new Set(
  PROFILED_EVENTS.filter(({ async }) => !async).map(({ name }) => name),
);

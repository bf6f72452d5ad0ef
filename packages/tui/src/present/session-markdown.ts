import type { Invocation, Message, SessionHistory, ToolCall } from '@spoor/storage';
import { formatDuration } from './duration.js';
import { answerMarkdown, codeBlock, codeSpan, plainMarkdown, quoted } from './markdown-text.js';
import { promptText } from './prompt-text.js';
import { excerpt } from './safe-text.js';
import { sessionAbout } from './session-about.js';
import { costText, countsText, tokensText } from './session-totals.js';
import { TIMELINE_STATUS } from './status.js';

/** Lays a session out as a document to share: its figures, then turn by turn what was said and done. */
export function markdownLines(history: SessionHistory, messages: readonly Message[]): string[] {
  const turns = turnsOf(history, messages);
  return [
    ...headLines(history),
    ...turns.flatMap((turn, index) => turnLines(turn, index + 1)),
    ...(turns.length === 0 ? ['', 'Nothing happened in it yet.'] : []),
  ];
}

function headLines({ session }: SessionHistory): string[] {
  const about = sessionAbout(session) ?? `session ${session.id}`;
  const item = (name: string, text: string | null) =>
    text === null || text === '' ? [] : [`- ${name}: ${text}`];
  return [
    `# ${plainMarkdown(excerpt(about, 200))}`,
    '',
    ...item('Session', codeSpan(session.id)),
    ...item('Fork of', session.forkedFrom === null ? null : codeSpan(session.forkedFrom)),
    ...item('Branch', session.gitBranch === null ? null : codeSpan(session.gitBranch)),
    ...item('Model', session.model === null ? null : codeSpan(session.model)),
    ...item('Started', codeSpan(session.startedAt)),
    ...item('Duration', formatDuration(session.durationMs)),
    ...item('Holds', countsText(session)),
    ...item('Tokens', tokensText(session.usage)),
    ...item('Cost', costText(session)),
  ];
}

/** What stands in a document, by the time at which it was. */
type Item =
  | { readonly what: 'prompt' | 'answer' | 'error'; readonly at: string; readonly text: string }
  | { readonly what: 'summary'; readonly at: string }
  | { readonly what: 'call'; readonly at: string; readonly call: ToolCall }
  | { readonly what: 'subagent'; readonly at: string; readonly agent: Invocation };

/** What came of one prompt. What stands before the first is in a turn without one. */
interface Turn {
  readonly prompt: string | null;
  readonly items: Item[];
}

function turnsOf(history: SessionHistory, messages: readonly Message[]): Turn[] {
  const turns: Turn[] = [];
  for (const item of itemsOf(history, messages)) {
    if (item.what === 'prompt') turns.push({ prompt: item.text, items: [] });
    else {
      if (turns.length === 0) turns.push({ prompt: null, items: [] });
      turns.at(-1)?.items.push(item);
    }
  }
  return turns;
}

/** The main agent's: what a subagent did in detail stays out of what is shared. */
function itemsOf(history: SessionHistory, messages: readonly Message[]): Item[] {
  const said = messages.flatMap(itemOfMessage);
  const asked = said.some(({ what }) => what === 'prompt')
    ? []
    : history.turns.flatMap(({ prompt, startedAt }): Item[] =>
        prompt === null ? [] : [{ what: 'prompt', at: startedAt, text: promptText(prompt) }],
      );
  const calls = history.toolCalls
    .filter(({ agentId }) => agentId === null)
    .map((call): Item => ({ what: 'call', at: call.startedAt ?? call.completedAt ?? '', call }));
  const agents = history.subagents.map(
    (agent): Item => ({ what: 'subagent', at: agent.startedAt, agent }),
  );
  // Of what was at the same moment a prompt comes first, then what was said.
  return [...asked, ...said, ...calls, ...agents].toSorted((a, b) =>
    a.at === b.at ? 0 : a.at < b.at ? -1 : 1,
  );
}

function itemOfMessage({ kind, content, timestamp, agentId, isSummary, subtype }: Message): Item[] {
  if (agentId !== null) return [];
  if (isSummary || subtype === 'compact_boundary') return [{ what: 'summary', at: timestamp }];
  if (content === null || content.trim() === '') return [];
  if (kind !== 'prompt' && kind !== 'answer' && kind !== 'error') return [];
  return [{ what: kind, at: timestamp, text: kind === 'prompt' ? promptText(content) : content }];
}

function turnLines({ prompt, items }: Turn, number: number): string[] {
  const head =
    prompt === null
      ? 'Before the first prompt'
      : `Turn ${number}: ${plainMarkdown(excerpt(prompt, 80))}`;
  return [
    '',
    `## ${head}`,
    ...(prompt === null ? [] : ['', ...quoted(prompt)]),
    ...items.flatMap((item, index) => itemLines(item, items[index - 1])),
  ];
}

function itemLines(item: Item, before: Item | undefined): string[] {
  switch (item.what) {
    case 'answer':
      return ['', ...answerMarkdown(item.text)];
    case 'prompt':
      return ['', ...quoted(item.text)];
    case 'error':
      return ['', '**Error**', '', ...codeBlock(item.text)];
    case 'summary':
      return before?.what === 'summary' ? [] : ['', '*The conversation was compacted here.*'];
    case 'call':
      return [...gap(before), ...callLines(item.call)];
    case 'subagent':
      return [...gap(before), subagentLine(item.agent)];
  }
}

/** Items of a list stand together. */
function gap(before: Item | undefined): string[] {
  return before?.what === 'call' || before?.what === 'subagent' ? [] : [''];
}

/** More of an error is not shared. */
const MOST_ERROR = 2_000;

function callLines({ toolName, summary, status, durationMs, error }: ToolCall): string[] {
  const about = summary === null ? '' : ` ${codeSpan(excerpt(summary, 300))}`;
  const outcome = `${TIMELINE_STATUS[status].word}${durationMs === null ? '' : `, ${formatDuration(durationMs)}`}`;
  const head = `- **${plainMarkdown(toolName ?? 'unknown tool')}**${about} – ${outcome}`;
  if (error === null || error.trim() === '') return [head];
  return [head, '', ...codeBlock(excerpt(error, MOST_ERROR)).map((line) => `  ${line}`)];
}

function subagentLine({ agent, taskFragment, outcome, durationMs }: Invocation): string {
  const task = taskFragment === null ? '' : ` ${codeSpan(excerpt(taskFragment, 300))}`;
  const word = outcome === null ? 'not ended' : TIMELINE_STATUS[outcome].word;
  const took = durationMs === null ? '' : `, ${formatDuration(durationMs)}`;
  return `- Subagent **${plainMarkdown(agent ?? 'unknown')}**${task} – ${word}${took}`;
}

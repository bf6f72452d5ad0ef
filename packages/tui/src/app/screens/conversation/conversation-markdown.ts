import type { Message } from '@spoor/storage';
import {
  answerMarkdown,
  codeBlock,
  plainMarkdown,
  quoted,
} from '../../../present/markdown-text.js';
import { isNotice, promptText } from '../../../present/prompt-text.js';
import { timeText } from '../../../present/relative-time.js';
import { excerpt } from '../../../present/safe-text.js';

/** A longer text is cut: a pager has to hold it. */
const MOST_TEXT = 8_000_000;
/** More of what a tool gave back is left out in its middle. */
const MOST_OUTPUT = 20_000;

/** A conversation as a document, page by page until one is empty. */
export function conversationMarkdown(nextPage: () => readonly Message[]): string {
  const parts: string[] = [];
  let length = 0;
  for (let page = nextPage(); page.length > 0; page = nextPage()) {
    for (const message of page) {
      const lines = messageMarkdown(message);
      if (lines.length === 0) continue;
      const part = lines.join('\n');
      parts.push(part);
      length += part.length;
      if (length > MOST_TEXT) return [...parts, '*The rest is left out.*', ''].join('\n\n');
    }
  }
  return `${parts.join('\n\n')}\n`;
}

function messageMarkdown(message: Message): string[] {
  const { kind, content, isSummary, subtype, toolUses } = message;
  const text = content?.trim() ?? '';
  switch (kind) {
    case 'prompt': {
      const who = isSummary ? 'summary' : isNotice(text) ? 'notice' : 'user';
      return text === '' ? [] : [head(message, who), '', ...quoted(promptText(text))];
    }
    case 'answer':
      return [
        head(message, message.model ?? 'assistant'),
        '',
        ...answerMarkdown(text),
        ...asked(toolUses),
      ];
    case 'thinking':
      return text === '' ? [] : [head(message, 'thought'), '', ...quoted(text)];
    case 'tool_call':
      return asked(toolUses);
    case 'tool_output':
      return text === '' ? [] : codeBlock(excerpt(text, MOST_OUTPUT));
    case 'error':
      return ['**Error**', '', ...codeBlock(text)];
    default:
      return subtype === 'compact_boundary' ? ['*The conversation was compacted here.*'] : [];
  }
}

function head({ timestamp, agentId }: Message, who: string): string {
  const agent = agentId === null ? '' : `, subagent ${agentId}`;
  return `## ${plainMarkdown(who)} – ${timeText(timestamp)}${plainMarkdown(agent)}`;
}

function asked(toolUses: Message['toolUses']): string[] {
  const list = Array.isArray(toolUses) ? toolUses : [];
  return list.flatMap((use) => {
    if (typeof use !== 'object' || use === null || Array.isArray(use)) return [];
    const name = typeof use['name'] === 'string' ? use['name'] : 'tool';
    const input = JSON.stringify(use['input'] ?? null, null, 2);
    return [`**→ ${plainMarkdown(name)}**`, '', ...codeBlock(excerpt(input, MOST_OUTPUT))];
  });
}

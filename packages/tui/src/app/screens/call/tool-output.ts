import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';
import type { Block } from '../../present/block.js';
import { languageOfPath } from '../../present/code-language.js';

/** What a tool gave back. */
export interface GivenBack {
  /** As the transcript holds it. */
  readonly text: string | null;
  /** As its hook told it. */
  readonly response: JsonValue;
  /** The file that the call was about. */
  readonly filePath: string | null;
  /** Whether what came back is prose: an agent's answer. */
  readonly isProse: boolean;
}

/** A tool's output in the form in which one reads it; empty when nothing is kept of it. */
export function outputBlocks({ text, response, filePath, isProse }: GivenBack): Block[] {
  if (text !== null && text !== '') return [textBlock(text, filePath, isProse)];
  if (response === null) return [];
  if (typeof response === 'string') return [textBlock(response, filePath, isProse)];
  const parts = contentText(response);
  if (parts !== null) return [textBlock(parts, filePath, isProse)];
  if (!isJsonObject(response)) return [{ kind: 'json', value: response }];
  return (
    printed(response) ??
    fileRead(response, filePath) ??
    found(response) ?? [{ kind: 'json', value: response }]
  );
}

/** The text alone, for the clipboard. */
export function outputText({ text, response }: Pick<GivenBack, 'text' | 'response'>): string {
  if (text !== null && text !== '') return text;
  if (typeof response === 'string') return response;
  const parts = contentText(response);
  if (parts !== null) return parts;
  if (isJsonObject(response) && typeof response['stdout'] === 'string') {
    return [response['stdout'], response['stderr']].filter(Boolean).join('\n');
  }
  return response === null ? '' : JSON.stringify(response, null, 2);
}

function textBlock(text: string, filePath: string | null, isProse: boolean): Block {
  if (isProse) return { kind: 'markdown', text };
  const numbered = numberedLines(text);
  if (numbered !== null) return { kind: 'code', language: languageOfPath(filePath), ...numbered };
  if (/^(?:diff --git |--- \S.*\n\+\+\+ )/.test(text)) {
    return { kind: 'code', text, language: 'diff' };
  }
  return { kind: 'plain', text };
}

/** The text of a file as the client gives it to the model, its lines numbered. */
function numberedLines(text: string): { text: string; first: number } | null {
  const start = /^ *(\d{1,9})[→\t]/.exec(text);
  if (start === null) return null;
  const first = Number(start[1]);
  const lines = text.split('\n');
  const kept: string[] = [];
  for (const [index, line] of lines.entries()) {
    const match = /^ *(\d{1,9})[→\t](.*)$/s.exec(line);
    // What the client says behind the file is no part of it.
    if (match === null || Number(match[1]) !== first + index) {
      return lines.slice(index).every((rest) => !/^ *\d+[→\t]/.test(rest)) && index > 0
        ? { text: `${kept.join('\n')}\n`, first }
        : null;
    }
    kept.push(match[2] ?? '');
  }
  return { text: `${kept.join('\n')}\n`, first };
}

/** What a command printed. */
function printed(response: JsonObject): Block[] | null {
  const { stdout, stderr } = response;
  if (typeof stdout !== 'string') return null;
  return [
    ...(stdout === '' ? [] : [textBlock(stdout, null, false)]),
    ...(typeof stderr === 'string' && stderr !== ''
      ? [{ kind: 'plain' as const, text: stderr, tone: 'warn' as const }]
      : []),
  ];
}

function fileRead(response: JsonObject, filePath: string | null): Block[] | null {
  const { file } = response;
  if (!isJsonObject(file) || typeof file['content'] !== 'string') return null;
  const first = file['startLine'];
  return [
    {
      kind: 'code',
      text: file['content'],
      language: languageOfPath(filePath),
      first: typeof first === 'number' && Number.isSafeInteger(first) && first >= 0 ? first : 1,
    },
  ];
}

/** Files and lines that a search found. */
function found(response: JsonObject): Block[] | null {
  if (typeof response['content'] === 'string' && response['content'] !== '') {
    return [{ kind: 'plain', text: response['content'] }];
  }
  const names = response['filenames'];
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) return null;
  return [{ kind: 'plain', text: names.join('\n') }];
}

/** The text of a list of parts, as the API has it. */
function contentText(response: JsonValue): string | null {
  const parts = isJsonObject(response) ? response['content'] : response;
  if (!Array.isArray(parts) || parts.length === 0) return null;
  const texts = parts.map((part) =>
    isJsonObject(part) && typeof part['text'] === 'string' ? part['text'] : null,
  );
  return texts.every((text) => text !== null) ? texts.join('\n') : null;
}

import { stripVTControlCharacters } from 'node:util';

/**
 * A prompt as one reads it. What the client wraps in tags of its own is said in words: that a task
 * in the background is over and what came of it, `/command arguments`, `! command`, what such a
 * command printed, what a teammate wrote. A text that was cut may lack its end. Any other stays.
 */
export function promptText(text: string): string {
  if (!/^\s*<[a-z]/.test(text)) return text;
  const [, read] = FORMS.find(([form]) => form.test(text)) ?? [];
  return read === undefined ? text : read(text).trim();
}

const NOTICE = /^\s*<(?:task|bash)-notification>/;

/** Whether the client made up a prompt to tell the model that a task is over. */
export function isNotice(text: string): boolean {
  return NOTICE.test(text);
}

const FORMS: readonly (readonly [RegExp, (text: string) => string])[] = [
  [NOTICE, noticeText],
  [/^\s*<command-/, commandText],
  [/^\s*<bash-input>/, (text) => `! ${inside(text, 'bash-input') ?? ''}`],
  [/^\s*<(?:local-command|bash)-(?:stdout|stderr|caveat)>/, printedText],
  [/^\s*<teammate-message\b/, teammateText],
];

function noticeText(text: string): string {
  const summary = inside(text, 'summary') ?? 'A task in the background is over';
  const result = inside(text, 'result') ?? '';
  return `${inWords(withoutEntities(summary))}\n${result}`;
}

/** `Agent "Say hello" finished` is about one in the background: others end within their call. */
function inWords(summary: string): string {
  return summary
    .replace(/^Agent (?=")/, 'Background agent ')
    .replace(/"(.*)"/s, (_, about: string) => `“${about}”`);
}

function commandText(text: string): string {
  const name = inside(text, 'command-name') ?? inside(text, 'command-message') ?? '';
  return `${name} ${inside(text, 'command-args') ?? ''}`;
}

function printedText(text: string): string {
  return stripVTControlCharacters(
    text.replace(/<\/?(?:local-command|bash)-(?:stdout|stderr|caveat)>/g, ''),
  );
}

function teammateText(text: string): string {
  const [head = ''] = /<teammate-message\b[^>]*>?/.exec(text) ?? [];
  const from = /teammate_id="([^"]*)"/.exec(head)?.[1] ?? 'a teammate';
  return `From ${from}: ${text
    .replace(head, '')
    .replace(/<\/teammate-message>/, '')
    .trim()}`;
}

/** What stands in an element, also of a text that ends within it. */
function inside(text: string, name: string): string | null {
  const begin = text.indexOf(`<${name}>`);
  if (begin < 0) return null;
  const from = begin + name.length + 2;
  const end = text.indexOf(`</${name}>`, from);
  return text.slice(from, end < 0 ? undefined : end).trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

function withoutEntities(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** What says nothing to a reader goes with what stands in it, of the rest only the tags. */
const UNSAID = /<(task-id|tool-use-id|output-file|status|note|usage)>[^<]*(?:<\/\1>|$)/g;
const TAGS =
  /<\/?(?:(?:task|bash)-notification|task-id|tool-use-id|output-file|status|note|usage|summary|result|command-(?:name|message|args)|(?:local-command|bash)-(?:stdout|stderr|caveat|input)|system-reminder)>/g;

/** A part of a prompt, from wherever in it, without the client's tags. */
export function withoutClientTags(part: string): string {
  return part.includes('<') ? part.replace(UNSAID, ' ').replace(TAGS, ' ') : part;
}

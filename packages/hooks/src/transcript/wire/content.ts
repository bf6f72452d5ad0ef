import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';
import { textField } from '../../wire/payload.js';
import { nameIn, objectIn } from './fields.js';

/** The blocks of a message's content; a text alone is one block. */
export function blocksOf(content: JsonValue | undefined): JsonObject[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return Array.isArray(content) ? content.filter(isJsonObject) : [];
}

/** What blocks say, as text: what is no text is a note of what it was. */
export function textOf(blocks: readonly JsonObject[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n');
}

function blockText(block: JsonObject): string {
  const type = textField(block, 'type') ?? '';
  if (type === 'text') return textField(block, 'text') ?? '';
  if (type === 'image' || type === 'document') return sourceNote(type, block);
  if (type === 'tool_reference') return `[tool: ${nameIn(block, 'tool_name') ?? '?'}]`;
  if (type === 'fallback') return fallbackNote(block);
  if (type === 'resource' || type === 'resource_link') return resourceNote(block);
  const name = nameIn(block, 'type');
  return name === null ? '' : `[${name}]`;
}

/** Type and size of an image or a document, never what is in it; a text in it is one. */
function sourceNote(type: string, block: JsonObject): string {
  const source = objectIn(block, 'source') ?? block;
  const data = textField(source, 'data') ?? '';
  const media = nameIn(source, 'media_type') ?? nameIn(source, 'mimeType') ?? 'unknown type';
  if (media === 'text/plain' && nameIn(source, 'type') === 'text') return data;
  const url = nameIn(source, 'type') === 'url' ? textField(source, 'url') : undefined;
  if (url !== undefined) return `[${type}: ${url}]`;
  const bytes = Math.floor((data.length * 3) / 4);
  return `[${type}: ${media}${bytes === 0 ? '' : `, ${bytes} bytes`}]`;
}

function fallbackNote(block: JsonObject): string {
  const model = (key: string) => nameIn(objectIn(block, key) ?? {}, 'model') ?? '?';
  return `[fallback: ${model('from')} → ${model('to')}]`;
}

function resourceNote(block: JsonObject): string {
  const resource = objectIn(block, 'resource') ?? block;
  return textField(resource, 'text') ?? `[resource: ${textField(resource, 'uri') ?? '?'}]`;
}

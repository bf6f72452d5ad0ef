import { createTwoFilesPatch } from 'diff';
import { applyEdits, type Edit } from 'jsonc-parser';
import { hookGroup, isSameHandler } from './entries.js';
import { appendChildren, type NewChild, removeChild } from './json-edit.js';
import type { ProfiledEvent } from './profiles.js';
import { type EventNode, readShape, type SettingsShape } from './settings-shape.js';
import { indentAt, render, textStyle } from './text-style.js';

/** What happens to Spoor's entry of one event. */
export interface HookChange {
  readonly event: string;
  readonly action: 'add' | 'update' | 'remove';
}

/** A settings text before and after. */
export interface SettingsPlan {
  readonly text: string;
  readonly changes: readonly HookChange[];
  /** What Spoor adds that holds entries: taken away again with the last of them. */
  readonly created: CreatedContainers;
}

/** Containers in the settings that are there for Spoor's entries only. */
export interface CreatedContainers {
  readonly hooks: boolean;
  readonly events: readonly string[];
}

/** Plans the settings text with exactly the wanted entries; other hooks stay, and their order. */
export function planInstall(
  text: string,
  path: string,
  wanted: readonly ProfiledEvent[],
  launcher: string,
): SettingsPlan {
  const names = new Set(wanted.map(({ name }) => name));
  const unwanted = (event: EventNode, index: number): boolean =>
    !names.has(event.name) || index > 0;
  const cleaned = removeOwn(text, path, unwanted, { hooks: false, events: null });
  const shape = readShape(cleaned.text, path);
  const { edits, changes } = additions(cleaned.text, shape, wanted, launcher);
  const next = applyEdits(cleaned.text, edits);
  if (edits.length > 0) readShape(next, path);
  const present = new Set(shape.events.map(({ name }) => name));
  return {
    text: next,
    changes: [...cleaned.changes, ...changes],
    created: {
      hooks: shape.hooks === undefined,
      events: [...names].filter((name) => !present.has(name)),
    },
  };
}

/** Plans the settings text without Spoor's entries. */
export function planUninstall(
  text: string,
  path: string,
  created: CreatedContainers | null,
): SettingsPlan {
  const prune = created ?? { hooks: true, events: null };
  const { text: next, changes } = removeOwn(text, path, () => true, prune);
  return { text: next, changes, created: { hooks: false, events: [] } };
}

/** The difference between two texts as a patch. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(path, path, before, after, '', '', { context: 3 });
  return patch.slice(patch.indexOf('--- '));
}

interface Prune {
  readonly hooks: boolean;
  /** Null: every event's list that becomes empty goes. */
  readonly events: readonly string[] | null;
}

function removeOwn(
  text: string,
  path: string,
  unwanted: (event: EventNode, index: number) => boolean,
  prune: Prune,
): { text: string; changes: HookChange[] } {
  const changes: HookChange[] = [];
  for (let current = text; ; ) {
    const shape = readShape(current, path);
    const removal = firstRemoval(current, shape, unwanted, prune);
    if (removal === undefined) return { text: current, changes };
    changes.push({ event: removal.event, action: 'remove' });
    current = applyEdits(current, removal.edits);
  }
}

function firstRemoval(
  text: string,
  shape: SettingsShape,
  unwanted: (event: EventNode, index: number) => boolean,
  prune: Prune,
): { event: string; edits: Edit[] } | undefined {
  for (const event of shape.events) {
    const own = event.groups.flatMap((group) =>
      group.handlers.filter((handler) => handler.own).map((handler) => ({ group, handler })),
    );
    const found = own.find((_, index) => unwanted(event, index));
    if (found === undefined) continue;
    const { group, handler } = found;
    const edits = (): Edit[] => {
      if (group.handlers.length > 1) return removeChild(text, group.list, handler.node);
      if (event.groups.length > 1) return removeChild(text, event.list, group.node);
      const { root, hooks, hooksProperty } = shape;
      const prunable = prune.events === null || prune.events.includes(event.name);
      if (!prunable || hooks === undefined) return removeChild(text, event.list, group.node);
      const last = shape.events.length === 1 && prune.hooks;
      if (!last || root === undefined || hooksProperty === undefined) {
        return removeChild(text, hooks, event.property);
      }
      return removeChild(text, root, hooksProperty);
    };
    return { event: event.name, edits: edits() };
  }
  return undefined;
}

function additions(
  text: string,
  shape: SettingsShape,
  wanted: readonly ProfiledEvent[],
  launcher: string,
): { edits: Edit[]; changes: HookChange[] } {
  const style = textStyle(text, shape.root);
  const edits: Edit[] = [];
  const changes: HookChange[] = [];
  const missing: NewChild[] = [];
  for (const event of wanted) {
    const group = hookGroup(event, launcher);
    const present = shape.events.find(({ name }) => name === event.name);
    const own = present?.groups.flatMap(({ handlers }) => handlers).find((handler) => handler.own);
    if (own !== undefined) {
      if (isSameHandler(own.value, group.hooks[0])) continue;
      const { offset, length } = own.node;
      const compact = !/[\r\n]/.test(text.slice(offset, offset + length));
      const content = render(group.hooks[0], { ...style, compact }, indentAt(text, offset));
      edits.push({ offset, length, content });
      changes.push({ event: event.name, action: 'update' });
      continue;
    }
    changes.push({ event: event.name, action: 'add' });
    if (present === undefined) missing.push({ key: event.name, value: [group] });
    else edits.push(...appendChildren(text, present.list, [{ value: group }], style));
  }
  if (missing.length > 0) edits.push(...appendEvents(text, shape, missing));
  return { edits, changes };
}

function appendEvents(text: string, shape: SettingsShape, missing: readonly NewChild[]): Edit[] {
  const style = textStyle(text, shape.root);
  if (shape.hooks !== undefined) return appendChildren(text, shape.hooks, missing, style);
  const hooks = Object.fromEntries(missing.map(({ key, value }) => [key, value]));
  if (shape.root !== undefined) {
    return appendChildren(text, shape.root, [{ key: 'hooks', value: hooks }], style);
  }
  const content = render({ hooks }, style, '') + style.eol;
  return [{ offset: 0, length: text.length, content }];
}

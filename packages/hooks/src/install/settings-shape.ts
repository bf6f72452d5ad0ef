import { getNodeValue, type Node } from 'jsonc-parser';
import { isOwnHandler } from './entries.js';
import { parseDocument, settingsError } from './json-document.js';

/** One handler in the settings. */
interface HandlerNode {
  readonly node: Node;
  readonly value: unknown;
  readonly own: boolean;
}

/** One group of an event's list. */
interface GroupNode {
  readonly node: Node;
  readonly list: Node;
  readonly handlers: readonly HandlerNode[];
}

/** One event of the settings with its list of groups. */
export interface EventNode {
  readonly name: string;
  readonly property: Node;
  readonly list: Node;
  readonly groups: readonly GroupNode[];
}

/** A settings text as far as hooks go. */
export interface SettingsShape {
  /** Absent for an empty text. */
  readonly root: Node | undefined;
  readonly hooksProperty: Node | undefined;
  readonly hooks: Node | undefined;
  readonly events: readonly EventNode[];
  /** Whether the settings switch every hook off. */
  readonly disabled: boolean;
  readonly strict: boolean;
}

/**
 * Reads the hooks of a settings text.
 * @throws SettingsError with line and column when the text isn't of the client's shape.
 */
export function readShape(text: string, path: string): SettingsShape {
  const { root, strict } = parseDocument(text, path);
  const refuse = (node: Node, problem: string): never => {
    throw settingsError(path, text, node.offset, problem);
  };
  if (root !== undefined && root.type !== 'object') refuse(root, 'the settings are no object');
  const property = onlyProperty(root, 'hooks', refuse);
  const hooks = valueNode(property);
  if (hooks !== undefined && hooks.type !== 'object') refuse(hooks, '`hooks` is no object');
  return {
    root,
    hooksProperty: property,
    hooks,
    events: readEvents(hooks, refuse),
    disabled: valueNode(onlyProperty(root, 'disableAllHooks', refuse))?.value === true,
    strict,
  };
}

type Refuse = (node: Node, problem: string) => never;

function readEvents(hooks: Node | undefined, refuse: Refuse): EventNode[] {
  const seen = new Set<string>();
  return (hooks?.children ?? []).map((property) => {
    const name = String(property.children?.[0]?.value);
    if (seen.has(name)) refuse(property, `\`hooks.${name}\` is there twice`);
    seen.add(name);
    const list = valueNode(property) ?? refuse(property, `\`hooks.${name}\` has no value`);
    if (list.type !== 'array') refuse(list, `\`hooks.${name}\` is no list`);
    const groups = (list.children ?? []).map((node, index) =>
      readGroup(node, `hooks.${name}[${index}]`, refuse),
    );
    return { name, property, list, groups };
  });
}

function readGroup(node: Node, where: string, refuse: Refuse): GroupNode {
  if (node.type !== 'object') refuse(node, `\`${where}\` is no object`);
  const list = valueNode(onlyProperty(node, 'hooks', refuse));
  if (list === undefined) return refuse(node, `\`${where}\` has no list of \`hooks\``);
  if (list.type !== 'array') refuse(list, `\`${where}.hooks\` is no list`);
  const handlers = (list.children ?? []).map((handler, index) => {
    if (handler.type !== 'object') refuse(handler, `\`${where}.hooks[${index}]\` is no object`);
    const value: unknown = getNodeValue(handler);
    return { node: handler, value, own: isOwnHandler(value) };
  });
  return { node, list, handlers };
}

/** Of a key that is there twice the client takes the last, an editor the first: neither is safe. */
function onlyProperty(object: Node | undefined, key: string, refuse: Refuse): Node | undefined {
  const found = (object?.children ?? []).filter(({ children }) => children?.[0]?.value === key);
  if (found[1] !== undefined) refuse(found[1], `\`${key}\` is there twice`);
  return found[0];
}

function valueNode(property: Node | undefined): Node | undefined {
  return property?.children?.[1];
}

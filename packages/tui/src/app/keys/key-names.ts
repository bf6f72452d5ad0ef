import type { Key } from 'ink';

/** The names of the keys that came with one input; several when they were pressed fast. */
export function keyNames(input: string, key: Key): string[] {
  if (key.eventType === 'release') return [];
  if (key.tab && key.shift) return ['shift-tab'];
  const special = NAMED.find(([property]) => key[property]);
  if (special !== undefined) return [special[1]];
  const names = [...input].map((character) => nameOf(character, key.ctrl));
  // Escape and a key right behind it come as one key with meta; no binding uses meta.
  return key.meta ? ['escape', ...names] : names;
}

const NAMED: readonly (readonly [Exclude<keyof Key, 'eventType'>, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

function nameOf(character: string, ctrl: boolean): string {
  if (ctrl) return character === ' ' ? 'ctrl-space' : `ctrl-${character.toLowerCase()}`;
  const plain = CONTROLS[character];
  if (plain !== undefined) return plain;
  // Pressed so fast that it came in one piece with others.
  const code = character.charCodeAt(0);
  return code < 0x20 ? `ctrl-${String.fromCharCode(code + 0x60)}` : character;
}

const CONTROLS: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u0008': 'backspace',
  '\u007f': 'backspace',
  '\u001b': 'escape',
};

import type { JsonObject, JsonValue } from '../json.js';
import { beforeCut } from './cut.js';
import type { Limits } from './limits.js';
import { relevantSearch, type Search } from './search.js';

/**
 * What of the search can find something in a value's strings and keys: searching all of them at
 * once is what makes redacting many short strings cheap.
 */
export function surveySearch(root: JsonValue, limits: Limits): Search {
  const texts: string[] = [];
  const most = 2 * limits.maxTotalLength + limits.maxValues;
  let length = 0;
  let values = 0;
  const add = (text: string): void => {
    const part = beforeCut(text, limits.maxStringLength);
    texts.push(part);
    length += part.length + 1;
  };
  const open: Iterator<JsonValue>[] = [[root].values()];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { done, value } = top.next();
    if (done === true) {
      open.pop();
      continue;
    }
    // Beyond what the walk keeps nothing needs a look; too much of it, and each string gets its own.
    if (values++ > limits.maxValues) break;
    if (length > most) return limits.search;
    if (typeof value === 'string') add(value);
    else if (typeof value === 'object' && value !== null) {
      if (open.length > limits.maxDepth) continue;
      open.push(Array.isArray(value) ? value.values() : members(value, limits.maxValues, add));
    }
  }
  return relevantSearch(texts.join('\n'), limits.search);
}

/** An object's values, and its keys on the way; no more of either than the walk keeps. */
function* members(
  value: JsonObject,
  most: number,
  addKey: (key: string) => void,
): Generator<JsonValue, undefined> {
  for (const key of Object.keys(value).slice(0, most)) {
    addKey(key);
    yield value[key] ?? null;
  }
}

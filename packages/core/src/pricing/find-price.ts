import type { IsoTime } from '../time.js';
import { modelName, plainId } from './model-id.js';
import type { ModelPrice, ModelPrices } from './model-price.js';

type Index = ReadonlyMap<string, ModelPrices>;

const INDEXES = new WeakMap<ModelPrices, Index>();

/**
 * The price of a model by its id, whatever cloud, router, date or variant is in it; an entry that
 * has the id word by word comes first.
 * @param at when; the price of today when it is absent.
 * @returns null when the model has no price, or none at that time.
 */
export function findPrice(
  id: string | null,
  prices: ModelPrices,
  at?: IsoTime | undefined,
): ModelPrice | null {
  if (id === null) return null;
  const index = indexOf(prices);
  const ofModel = index.get(plainId(id)) ?? index.get(modelName(id)) ?? [];
  return ofModel.find((price) => isInForce(price, at)) ?? null;
}

function isInForce({ from, until }: ModelPrice, at: IsoTime | undefined): boolean {
  if (at === undefined) return until === undefined;
  // A day stands before every time in it.
  return (from === undefined || from <= at) && (until === undefined || at < until);
}

function indexOf(prices: ModelPrices): Index {
  let index = INDEXES.get(prices);
  if (index === undefined) {
    index = Map.groupBy(prices, ({ model }) => model);
    INDEXES.set(prices, index);
  }
  return index;
}

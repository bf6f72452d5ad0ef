/** `WHERE …` of all conditions, or nothing. Only those that are asked for should stand in it. */
export function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

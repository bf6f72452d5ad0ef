/**
 * A function that keeps its last result: called with the same arguments again, as screens are that
 * are drawn each second, it gives the same at no cost. For pure functions alone.
 */
export function keepingLast<Arguments extends readonly unknown[], Result>(
  work: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly args: Arguments; readonly result: Result } | undefined;
  return (...args) => {
    const kept = last?.args;
    const isSame =
      kept !== undefined &&
      kept.length === args.length &&
      args.every((arg, index) => Object.is(arg, kept[index]));
    if (last === undefined || !isSame) last = { args, result: work(...args) };
    return last.result;
  };
}

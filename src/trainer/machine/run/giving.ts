/** What a waiting generator was closed with: engines don't tell the code that runs then. */
export interface Box {
  value: unknown;
}

/** For `yield*` in place of `yield value`: gives the one value, and notes what it is closed with. */
export function give(value: unknown, box: Box): IterableIterator<unknown> {
  let given = false;
  return {
    [Symbol.iterator]() {
      return this;
    },
    next(sent?: unknown) {
      const result = given ? { value: sent, done: true } : { value, done: false };
      given = true;
      return result as IteratorResult<unknown>;
    },
    return(closing?: unknown) {
      box.value = closing;
      return { value: closing, done: true };
    },
    throw(error: unknown): never {
      throw error;
    },
  };
}

/** For `yield*` over an iterable, the same: notes what the generator is closed with in the end. */
export function handOn(iterable: Iterable<unknown>, box: Box): IterableIterator<unknown> {
  const inner = iterable[Symbol.iterator]();
  return {
    [Symbol.iterator]() {
      return this;
    },
    next: (...sent: [] | [undefined]) => inner.next(...sent),
    return(closing?: unknown) {
      const result = inner.return ? inner.return(closing) : { value: closing, done: true as const };
      if (result.done === true) box.value = result.value;
      return result;
    },
    throw(error: unknown) {
      if (inner.throw) return inner.throw(error);
      inner.return?.();
      throw new TypeError("The iterator does not provide a 'throw' method");
    },
  };
}

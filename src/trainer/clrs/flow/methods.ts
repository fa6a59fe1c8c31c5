import type { Kind, Kinds } from './kinds.ts';

/** A call of a method by name, as kinds. */
export interface MethodCall {
  readonly result: Kind;
  readonly receiver: Kind;
  readonly args: readonly Kind[];
  /** Says that the argument at `index` is called with these, and gives the kind of what it returns. */
  readonly callback: (index: number, args: readonly Kind[]) => Kind;
}

type Rule = (kinds: Kinds, call: MethodCall) => void;

const same: Rule = (kinds, { result, receiver }) => kinds.join(result, receiver);
const takesElement: Rule = (kinds, { receiver, args }) => {
  for (const arg of args) kinds.join(kinds.elements(receiver), arg);
};
const givesElement: Rule = (kinds, { result, receiver }) => kinds.join(result, kinds.elements(receiver));
const givesIndex: Rule = (kinds, { result, receiver }) => kinds.join(result, kinds.indices(receiver));
const throughArgument: Rule = (kinds, { result, args }) => {
  for (const arg of args) kinds.join(result, arg);
};

const callsOnEach: Rule = (kinds, { receiver, callback }) => {
  callback(0, [kinds.elements(receiver), kinds.indices(receiver), receiver]);
};

function all(...rules: readonly Rule[]): Rule {
  return (kinds, call) => {
    for (const rule of rules) rule(kinds, call);
  };
}

const slices: Rule = all(same, (kinds, { receiver, args }) => {
  for (const arg of args) kinds.join(kinds.indices(receiver), arg);
});

/** What the methods of arrays, strings, sets, maps and Math do to kinds. Others give something computed. */
const METHODS: Readonly<Record<string, Rule>> = {
  push: takesElement,
  unshift: takesElement,
  add: all(same, takesElement),
  has: takesElement,
  includes: takesElement,
  delete: takesElement,
  pop: givesElement,
  shift: givesElement,
  charAt: givesElement,
  charCodeAt: (kinds, { receiver, args }) => {
    if (args[0]) kinds.join(kinds.indices(receiver), args[0]);
  },
  at: givesElement,
  fill: (kinds, { result, receiver, args }) => {
    kinds.join(result, receiver);
    if (args[0]) kinds.join(kinds.elements(receiver), args[0]);
  },
  slice: slices,
  substring: slices,
  reverse: same,
  toReversed: same,
  concat: all(same, (kinds, { receiver, args }) => {
    for (const arg of args) kinds.join(kinds.elements(receiver), kinds.elements(arg));
  }),
  sort: all(same, (kinds, { receiver, callback }) => {
    callback(0, [kinds.elements(receiver), kinds.elements(receiver)]);
  }),
  keys: (kinds, { result, receiver }) => {
    kinds.join(kinds.elements(result), kinds.indices(receiver));
    kinds.join(kinds.indices(result), kinds.indices(receiver));
  },
  values: same,
  indexOf: all(givesIndex, takesElement),
  lastIndexOf: all(givesIndex, takesElement),
  findIndex: all(givesIndex, callsOnEach),
  find: all(givesElement, callsOnEach),
  filter: (kinds, { result, receiver, callback }) => {
    kinds.join(kinds.elements(result), kinds.elements(receiver));
    callback(0, [kinds.elements(receiver), kinds.indices(receiver), receiver]);
  },
  forEach: callsOnEach,
  some: callsOnEach,
  every: callsOnEach,
  map: (kinds, { result, receiver, callback }) => {
    kinds.join(kinds.indices(result), kinds.indices(receiver));
    kinds.join(kinds.elements(result), callback(0, [kinds.elements(receiver), kinds.indices(receiver), receiver]));
  },
  reduce: (kinds, { result, receiver, args, callback }) => {
    if (args[1]) kinds.join(result, args[1]);
    kinds.join(result, callback(0, [result, kinds.elements(receiver), kinds.indices(receiver), receiver]));
  },
  // Of a map; on other receivers these names are the user's own.
  get: (kinds, { result, receiver, args }) => {
    if (args[0]) kinds.join(kinds.indices(receiver), args[0]);
    kinds.join(result, kinds.elements(receiver));
  },
  set: (kinds, { receiver, args }) => {
    if (args[0]) kinds.join(kinds.indices(receiver), args[0]);
    if (args[1]) kinds.join(kinds.elements(receiver), args[1]);
  },
  // Of Math.
  floor: throughArgument,
  ceil: throughArgument,
  round: throughArgument,
  trunc: throughArgument,
  min: throughArgument,
  max: throughArgument,
  // Of Array: from({ length }, f) and from(iterable).
  from: (kinds, { result, args, callback }) => {
    const [source] = args;
    if (!source) return;
    kinds.join(kinds.indices(result), kinds.field(source, 'length'));
    if (args.length > 1)
      kinds.join(kinds.elements(result), callback(1, [kinds.elements(source), kinds.indices(result)]));
    else kinds.join(kinds.elements(result), kinds.elements(source));
  },
};

/** @returns whether the method's effect on kinds is known */
export function applyMethod(kinds: Kinds, name: string, call: MethodCall): boolean {
  const rule = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  rule?.(kinds, call);
  return rule !== undefined;
}

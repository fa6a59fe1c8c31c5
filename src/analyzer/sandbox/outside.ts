/** What lies outside a function's arguments, and a call may reach all the same. */
export type Outside =
  /** Whether it is a day later. */
  | 'clock'
  /** Text that is run as code. */
  | 'code'
  /** An error's `stack`: where the code lies, and who called it. */
  | 'stack'
  /** `Math.random`. */
  | 'random';

let listening = false;
const met = new Set<Outside>();

/** Notes that something outside was reached, if somebody wants to know. */
export function noteOutside(what: Outside): void {
  if (listening) met.add(what);
}

/** Runs `fn` and notes what it reaches, by whatever way; `met` can be asked while it runs. Throws what `fn` throws. */
export function watchOutside<X>(fn: (met: ReadonlySet<Outside>) => X): X {
  met.clear();
  listening = true;
  try {
    return fn(met);
  } finally {
    listening = false;
  }
}

/**
 * Puts something that tells {@link noteOutside} around what reads the clock, draws chance or runs text as code, so that
 * it is noticed under whatever name and by whatever way it is reached. To be called inside the realm, once, before
 * user code is evaluated. An error's stack is told of by the formatter that `enter` fixes.
 */
export function guardOutside(): void {
  guardDate();
  replace(Math, 'random', (random) => called(random, () => noteOutside('random')));
  replace(globalThis, 'eval', (run) => called(run, () => noteOutside('code')));
  const makers = [function () {}, function* () {}, async function () {}, async function* () {}];
  for (const example of makers) {
    const prototype = Object.getPrototypeOf(example) as object;
    replace(prototype, 'constructor', (constructor) => called(constructor, noteCode));
  }
  replace(globalThis, 'Function', () => Function.prototype.constructor);
}

/** How libraries find the table of globals, whatever it is called where they run. */
const FIND_GLOBALS = /^\s*return this;?\s*$/;

function noteCode(args: readonly unknown[]): void {
  const [first] = args;
  if (args.length !== 1 || typeof first !== 'string' || !FIND_GLOBALS.test(first)) noteOutside('code');
}

function guardDate(): void {
  const { prototype } = Date;
  replace(Date, 'now', (now) => called(now, () => noteOutside('clock')));
  // Called without `new` it gives the time whatever its arguments are.
  replace(globalThis, 'Date', (date) =>
    called(date, (args, isNew) => {
      if (!isNew || args.length === 0) noteOutside('clock');
    }),
  );
  replace(prototype, 'constructor', () => Date);
}

type Note = (args: readonly unknown[], isNew: boolean) => void;

/** A function that is the same in all but this: it tells of each call. */
function called(fn: object, note: Note): object {
  const { apply, construct } = Reflect;
  return new Proxy(fn as (...args: unknown[]) => object, {
    apply(target, self, args) {
      note(args, false);
      return apply(target, self, args);
    },
    construct(target, args, newTarget) {
      note(args, true);
      return construct(target, args, newTarget) as object;
    },
  });
}

function replace(object: object, key: PropertyKey, by: (value: object) => object): void {
  const before = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
  Object.defineProperty(object, key, { ...before, value: by(before.value as object) });
}

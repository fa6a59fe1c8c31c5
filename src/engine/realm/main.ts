import { enter } from '../../analyzer/sandbox/enter.ts';
import type { RealmMethods } from './protocol.ts';
import { Session } from './session.ts';

/** What the sandbox evaluates first, in the realm that the user's code will run in. */
export const start = enter((host) => {
  const session = new Session(host);
  const methods: { [M in keyof RealmMethods]: (request: RealmMethods[M][0]) => RealmMethods[M][1] } = {
    load: (request) => session.load(request),
    call: (request) => session.call(request),
    try: (request) => session.try(request),
    trace: (request) => session.trace(request),
    repeat: (request) => session.repeat(request),
    faithful: (request) => session.faithful(request),
    measure: (request) => session.measure(request),
    draw: (request) => session.draw(request),
    examples: (request) => session.examples(request),
    states: (request) => session.states(request),
    reset: (request) => session.reset(request),
    observe: (request) => session.observe(request),
    evidence: () => session.evidence(),
    install: (request) => session.install(request),
    compare: (request) => session.compare(request),
    differs: (request) => session.differs(request),
    hunt: (request) => session.hunt(request),
    locate: (request) => session.locate(request),
    run: (request) => session.run(request),
    replay: (request) => session.replay(request),
    watch: (request) => session.watch(request),
    time: (request) => session.time(request),
    baselines: (request) => session.baselines(request),
  };
  const { parse, stringify } = JSON;
  return (method, json) => {
    const answer = methods[method as keyof RealmMethods] as ((request: unknown) => unknown) | undefined;
    if (!answer) throw new Error(`the realm has no method ${method}`);
    const result = answer(parse(json));
    session.requireInside();
    return stringify(result);
  };
});

import type { MessagePort } from 'node:worker_threads';
import { RealmContext } from './context.ts';
import { Answer } from './host.ts';
import type { Ended, Handler } from './host.ts';
import { lockDown } from './lockdown.ts';
import type { Begun, Call, Reply, WorkerData } from './protocol.ts';

/** The thread that user code runs in: makes the realm, gives up its own powers, then answers calls. */
export function work(port: MessagePort, { realm }: WorkerData): void {
  const reply = (message: Reply | Begun): void => port.postMessage(message);
  const context = new RealmContext();
  // Loading is over; what follows evaluates the realm script, and later user code.
  lockDown(context.languageGlobals);
  let handler: Handler;
  try {
    handler = context.start(realm);
  } catch (error) {
    // Ours, and not user code: it may be read here.
    reply({ type: 'failed', message: `The realm script could not be started: ${String(error)}` });
    return;
  }
  port.on('message', (call: Call) => {
    reply({ type: 'begun', allowedMs: context.pace.allow(call.timeoutMs) });
    reply(answer(context, handler, call));
  });
  reply({ type: 'ready' });
}

function answer(context: RealmContext, handler: Handler, { method, json, timeoutMs }: Call): Reply {
  let text: string = Answer.stack;
  let ended: Ended;
  try {
    ended = context.watch(timeoutMs, () => {
      text = handler(method, json);
    });
  } catch (error) {
    // A handler answers instead of throwing, unless there is no stack left for that; the rest is a defect of ours.
    if (error instanceof Error && !(error instanceof RangeError)) text = `${Answer.failed}${error.message}`;
    ended = 'ok';
  }
  // A handler can't begin anew; only the single runs in it can.
  if (ended !== 'ok') return { type: 'limit', kind: 'time', lost: false };
  const rest = text.slice(1);
  switch (text[0]) {
    case Answer.result:
      return { type: 'result', json: rest };
    case Answer.stack:
      return { type: 'limit', kind: 'stack', lost: false };
    default:
      return { type: 'failed', message: rest };
  }
}

import type { Executor } from '../shared/executor.ts';
import type { Wire } from '../shared/values.ts';
import type { RealmMethods } from './realm/protocol.ts';

/** The realm's methods, typed, over whatever carries calls. */
export class RealmClient {
  constructor(private readonly executor: Executor) {}

  /** @param timeoutMs hard limit of the whole call; single runs inside it have limits of their own. */
  async call<M extends keyof RealmMethods>(
    method: M,
    request: RealmMethods[M][0],
    timeoutMs: number,
  ): Promise<RealmMethods[M][1]> {
    const answer = await this.executor.call(method, request as unknown as Wire, { timeoutMs });
    return answer as unknown as RealmMethods[M][1];
  }

  dispose(): Promise<void> {
    return this.executor.dispose();
  }
}

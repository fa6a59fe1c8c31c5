import type { ScopeId } from '../../../shared/program.ts';
import type { TraceScope } from '../../../shared/trace.ts';

/** A live scope: what has been written to its variables so far. */
export class LiveScope implements TraceScope {
  constructor(
    readonly id: ScopeId,
    readonly up: LiveScope | null,
    readonly values: unknown[] = [],
  ) {}

  /** The nearest live scope with this id, from here outwards. */
  find(id: ScopeId): LiveScope | null {
    let scope: LiveScope | null = this;
    while (scope !== null && scope.id !== id) scope = scope.up;
    return scope;
  }
}

import type { Expr, ExprOf, Routine, Stmt } from '../grammar/ast.ts';
import { Kind } from './kinds.ts';
import { plain } from './normalise.ts';
import type { Scopes } from './scopes.ts';
import { allExpressions, statementsIn, usesOf } from './walk.ts';

/** Fields that lead from a node to another one, or to none. */
const LINK =
  /^(left|right|next|prev|previous|pred|succ|parent|p|child|sibling|up|down)$|^(left|right|first|next|prev|l|r)[-_]?(child|sibling|node|link|ptr)$/i;

/** Types of nodes: records that contain records, such as those of lists and trees. */
export interface Records {
  /** The type of a name in a routine, if it is a node or holds one: `TreeNode | null`. */
  typeOf(routine: Routine, name: string): string | null;
  /** The part by which records wait in a priority queue. */
  orderOf(routine: Routine, queue: string): string | null;
  /** Declarations, in the order in which the types are first met. */
  readonly interfaces: readonly {
    readonly name: string;
    readonly fields: readonly { readonly name: string; readonly type: string }[];
  }[];
}

/**
 * Infers record types by unification: values that are assigned to, compared with or handed on as each other are alike
 * (Milner, A theory of type polymorphism in programming, 1978, without the polymorphism).
 * @param label gives the TypeScript for a field's name
 */
export function findRecords(known: Scopes, label: (name: string) => string): Records {
  const { scopes, shared } = known;
  const reader = new KindReader(scopes.map(({ routine }) => routine));
  for (const { routine } of scopes) reader.read(routine);
  // What the text hands on without saying so, and what all routines have in common, is one everywhere.
  for (const { routine } of scopes) {
    for (const name of shared) reader.name(routine, name).unite(reader.name(null, name));
    for (const each of allExpressions(routine.body)) {
      const called = each.kind === 'call' ? known.of(each.callee) : undefined;
      for (const name of called?.implicit ?? [])
        if (called) reader.name(routine, name).unite(reader.name(called.routine, name));
    }
  }
  reader.close();
  return new Types(reader, label);
}

class KindReader {
  readonly names = new Map<Routine | null, Map<string, Kind>>();
  /** Fields whose values stand in a comparison by size: keys. */
  readonly ordered = new Set<string>();
  private readonly results = new Map<Routine, Kind>();
  private readonly byName: ReadonlyMap<string, Routine>;
  private readonly all: Kind[] = [];
  private routine: Routine | null = null;

  constructor(routines: readonly Routine[]) {
    this.byName = new Map(routines.map((routine) => [plain(routine.name ?? ''), routine]));
  }

  name(routine: Routine | null, name: string): Kind {
    const own = this.names.get(routine) ?? new Map<string, Kind>();
    this.names.set(routine, own);
    const known = own.get(name) ?? this.fresh();
    own.set(name, known);
    return known.root;
  }

  read(routine: Routine): void {
    this.routine = routine;
    for (const statement of statementsIn(routine.body)) this.statement(statement);
  }

  /** What the text never says outright: a link that is looked at no further leads to another node of the same type. */
  close(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const kind of [...this.all]) {
        for (const [name, field] of kind.fields) {
          const target = field.root;
          if (!LINK.test(name) || target === kind.root || target.plain !== null || target.items) continue;
          const isOpen = target.fields.size === 0;
          const isAlike = [...target.fields.keys()].some((each) => kind.fields.has(each));
          if (!isOpen && !isAlike) continue;
          if (isOpen && !this.isLinked(kind, name)) continue;
          kind.unite(target);
          changed = true;
        }
      }
      changed ||= this.mergeAlike();
    }
  }

  /** Nodes that link alike are of one type, whichever routine speaks of them; so is what holds such nodes alike. */
  private mergeAlike(): boolean {
    const first = new Map<string, Kind>();
    let changed = false;
    for (const kind of this.all) {
      for (const [name, field] of kind.fields) {
        const isLink = LINK.test(name) && field.root === kind.root;
        const isHold = !LINK.test(name) && field.root !== kind.root && [...field.fields].some(([, each]) => each.root === field.root); // prettier-ignore
        if (!isLink && !isHold) continue;
        const known = first.get(name) ?? kind;
        first.set(name, known);
        if (known.root === kind.root) continue;
        known.unite(kind);
        changed = true;
      }
    }
    return changed;
  }

  /** `p` of a point is a number; beside other links, or compared with NIL, it is a node. */
  private isLinked(kind: Kind, name: string): boolean {
    if (kind.field(name).nullable) return true;
    return [...kind.fields].some(([other, field]) => other !== name && LINK.test(other) && (field.nullable || field.root === kind.root)); // prettier-ignore
  }

  private fresh(): Kind {
    const kind = new Kind();
    this.all.push(kind);
    return kind;
  }

  private statement(statement: Stmt): void {
    const { reads, writes } = usesOf(statement);
    for (const each of reads) this.kind(each);
    for (const { expression } of writes) this.kind(expression);
    switch (statement.kind) {
      case 'assign':
        for (const target of statement.targets) this.meet(target, statement.value);
        break;
      case 'assignAll':
        if (statement.values.length === statement.targets.length)
          statement.targets.forEach((target, i) => this.meet(target, statement.values[i]));
        break;
      case 'swap':
        this.meet(statement.left, statement.right);
        break;
      case 'declare':
        if (statement.value) this.name(this.routine, statement.name).unite(this.kind(statement.value));
        break;
      case 'update':
        if (statement.operator !== '+') this.kind(statement.target).note('number');
        break;
      case 'for':
        this.name(this.routine, statement.loop.variable).note('number');
        break;
      case 'each':
        if (statement.loop.pattern.kind === 'one' && statement.loop.of.kind !== 'range')
          this.name(this.routine, statement.loop.pattern.name).unite(this.kind(statement.loop.of).element());
        break;
      case 'add':
        this.kind(statement.to).element().unite(this.kind(statement.item));
        break;
      case 'return':
        if (this.routine && statement.values.length === 1 && statement.values[0])
          this.join(this.result(this.routine), statement.values[0]);
        break;
      default:
    }
  }

  private result(routine: Routine): Kind {
    const known = this.results.get(routine) ?? this.fresh();
    this.results.set(routine, known);
    return known.root;
  }

  private meet(left: Expr, right: Expr | undefined): void {
    if (!right) return;
    if (left.kind === 'nil') this.join(this.kind(right), left);
    else this.join(this.kind(left), right);
  }

  private join(kind: Kind, value: Expr): void {
    if (value.kind === 'nil') kind.root.nullable = true;
    else kind.unite(this.kind(value));
  }

  private kind(expression: Expr): Kind {
    switch (expression.kind) {
      case 'name':
        return this.name(this.routine, expression.name);
      case 'parenthesized':
        return this.kind(expression.inner);
      case 'attribute': {
        const field = this.kind(expression.object).field(expression.name);
        this.all.push(field);
        return field;
      }
      case 'index': {
        for (const index of expression.indices) this.kind(index).note('number');
        let kind = this.kind(expression.object);
        for (let i = 0; i < expression.indices.length; i++) kind = kind.element();
        return kind;
      }
      case 'take':
      case 'end':
      case 'best':
        return this.kind(expression.of).element();
      case 'copy':
        return this.kind(expression.of);
      case 'call':
        return this.call(expression);
      case 'binary':
        return this.binary(expression);
      case 'choice':
        this.kind(expression.condition);
        this.meet(expression.yes, expression.no);
        return this.kind(expression.yes.kind === 'nil' ? expression.no : expression.yes);
      case 'number':
      case 'infinity':
      case 'size':
        if (expression.kind === 'size') this.kind(expression.of);
        return this.plainKind('number');
      case 'string':
        return this.plainKind('string');
      case 'boolean':
        return this.plainKind('boolean');
      case 'unary':
        this.kind(expression.operand).note(expression.operator === '-' ? 'number' : 'boolean');
        return this.plainKind(expression.operator === '-' ? 'number' : 'boolean');
      case 'isEmpty':
        this.kind(expression.of);
        return this.plainKind('boolean');
      default:
        return this.fresh();
    }
  }

  private plainKind(plainly: 'number' | 'string' | 'boolean'): Kind {
    const kind = this.fresh();
    kind.note(plainly);
    return kind;
  }

  private call({ callee, args }: ExprOf<'call'>): Kind {
    const routine = this.byName.get(plain(callee));
    const kinds = args.map((argument) => (argument.kind === 'nil' ? null : this.kind(argument)));
    if (!routine) return this.fresh();
    routine.parameters.forEach(({ name }, i) => {
      const parameter = this.name(routine, name);
      if (args[i]?.kind === 'nil') parameter.nullable = true;
      else if (kinds[i]) parameter.unite(kinds[i]);
    });
    return this.result(routine);
  }

  private binary({ operator, left, right }: ExprOf<'binary'>): Kind {
    const [a, b] = [this.kind(left), this.kind(right)];
    if ('==≠'.includes(operator)) this.meet(left, right);
    else if ('<≤>≥'.includes(operator)) {
      a.unite(b);
      for (const side of [left, right]) if (side.kind === 'attribute') this.ordered.add(side.name);
    } else if ('*/divmod^-'.includes(operator)) {
      a.note('number');
      b.note('number');
      return this.plainKind('number');
    } else if (operator === '+') {
      a.unite(b);
      return a.root;
    } else if (operator === 'in' || operator === 'not in') b.element().unite(a);
    return this.plainKind('boolean');
  }
}

/** What priority queues go by, the most telling first. */
const ORDERS = ['key', 'priority', 'freq', 'frequency', 'prob', 'probability', 'dist', 'distance', 'd', 'cost', 'weight', 'f', 'count', 'value']; // prettier-ignore

/** Arrays in arrays; `x ← x[1]` is one without end. */
const MAX_DEPTH = 4;

class Types implements Records {
  readonly interfaces: Records['interfaces'][number][] = [];
  private readonly named = new Map<Kind, string>();

  constructor(
    private readonly reader: KindReader,
    private readonly label: (name: string) => string,
  ) {
    for (const names of reader.names.values()) for (const kind of names.values()) if (holdsNode(kind.root)) this.print(kind.root);
  } // prettier-ignore

  typeOf(routine: Routine, name: string): string | null {
    const kind = this.reader.names.get(routine)?.get(name)?.root;
    if (!kind || !holdsNode(kind)) return null;
    return this.print(kind) + (kind.nullable && !kind.items && this.isTested(routine, name) ? ' | null' : '');
  }

  orderOf(routine: Routine, queue: string): string | null {
    const item = this.reader.names.get(routine)?.get(queue)?.root.items;
    if (!item || item.fields.size === 0) return null;
    const parts = [...item.fields].filter(([name, part]) => part.root.fields.size === 0 && !LINK.test(name)).map(([name]) => name); // prettier-ignore
    const found = ORDERS.find((name) => parts.includes(name)) ?? (parts.length === 1 ? parts[0] : undefined);
    return found === undefined ? null : this.label(found);
  }

  /** A parameter may be NIL where the routine asks whether it is. */
  private isTested(routine: Routine, name: string): boolean {
    return statementsIn(routine.body).some((statement) => {
      const { reads } = usesOf(statement);
      return reads.some((each) => asksForNil(each, name));
    });
  }

  private print(kind: Kind, depth = 0): string {
    const { root } = kind;
    if (depth > MAX_DEPTH) return 'any';
    if (root.items) return `${wrapped(this.print(root.items, depth + 1))}[]`;
    if (root.fields.size === 0) return root.plain ?? 'number';
    const known = this.named.get(root);
    if (known !== undefined) return known;
    const name = this.nameFor(root);
    this.named.set(root, name);
    const declared = { name, fields: [] as { name: string; type: string }[] };
    this.interfaces.push(declared);
    for (const [field, value] of [...root.fields].sort(([a], [b]) => rank(a) - rank(b))) {
      const isNode = value.root.fields.size > 0;
      declared.fields.push({ name: this.label(field), type: this.print(value) + (isNode ? ' | null' : '') });
    }
    return name;
  }

  private nameFor({ fields }: Kind): string {
    const has = (pattern: RegExp): boolean => [...fields.keys()].some((name) => pattern.test(name));
    const wanted = has(/^(l(eft)?|r(ight)?)([-_]?child)?$/i)
      ? 'TreeNode'
      : has(/^(next|prev)/i)
        ? 'ListNode'
        : has(/^(root)$/)
          ? 'Tree'
          : has(/^(head|tail|first|last)$/)
            ? 'List'
            : 'Item';
    const taken = new Set(this.named.values());
    let free = wanted;
    for (let i = 2; taken.has(free); i++) free = `${wanted}${i}`;
    return free;
  }
}

/** Values before links. */
function rank(field: string): number {
  return LINK.test(field) ? (/^(p|parent|prev|previous|pred|up)$/i.test(field) ? 2 : 1) : 0;
}

function wrapped(type: string): string {
  return type.includes('|') ? `(${type})` : type;
}

/** Whether a record or an array leads to a record that leads to a record. */
function holdsNode(kind: Kind): boolean {
  if (kind.items) return kind.fields.size === 0 && kind.items.fields.size > 0;
  return [...kind.fields.values()].some((field) => field.root.fields.size > 0);
}

function asksForNil(expression: Expr, name: string): boolean {
  if (expression.kind === 'parenthesized') return asksForNil(expression.inner, name);
  if (expression.kind === 'unary') return asksForNil(expression.operand, name);
  if (expression.kind !== 'binary') return false;
  const { left, right } = expression;
  const isName = (each: Expr): boolean => each.kind === 'name' && each.name === name;
  if ('==≠'.includes(expression.operator) && (left.kind === 'nil' || right.kind === 'nil'))
    return isName(left) || isName(right);
  return asksForNil(left, name) || asksForNil(right, name);
}

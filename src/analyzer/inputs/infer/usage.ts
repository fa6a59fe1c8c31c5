import ts from 'typescript';
import { isBuiltInMethod } from './built-ins.ts';
import { isKeyType, iteratorOf } from './keys.ts';
import { compare, indexInto, join, literal, tableOf } from './facts.ts';
import { writtenOut } from './literals.ts';
import { methodCall } from './methods.ts';
import { binary, unary, type Walk } from './operators.ts';
import { Slot } from './slot.ts';
import { writtenFunction, type Implementation } from './implementation.ts';
import { construct, globalCall, staticCall, type Arguments } from './static-calls.ts';
import { alternatives, filledIn, FLIPPED, isBound, isComparison, numberOf, strip, throws } from './syntax.ts';

/** How many calls of helpers deep uses are followed. */
const HELPER_DEPTH = 3;

export interface Usage {
  /** One slot per argument. */
  readonly parameters: readonly Slot[];
  /** Characters and words the program looks for, wherever that is: regular expressions, keys of tables, cases. */
  readonly tokens: ReadonlySet<string>;
  /** Whole texts that its regular expressions match. */
  readonly words: ReadonlySet<string>;
  /** A loop that halves an interval, as binary search does. */
  readonly halves: boolean;
  /** Every value used as a position in something. */
  readonly indices: readonly Slot[];
}

/**
 * Reads bodies for what parameters are used as, without their types.
 * @param fns a function, or the constructor and a method, which share `this`
 * @returns with the slots of each one's parameters
 */
export function collectUsage(
  fns: readonly Implementation[],
  checker: ts.TypeChecker,
): Omit<Usage, 'parameters'> & { readonly functions: readonly (readonly Slot[])[] } {
  const walker = new UsageWalker(checker);
  const functions = fns.map((fn) => walker.enter(fn));
  return { functions, tokens: walker.tokens, words: walker.words, halves: walker.halves, indices: walker.indices };
}

class UsageWalker implements Walk {
  readonly tokens = new Set<string>();
  readonly words = new Set<string>();
  halves = false;
  readonly indices: Slot[] = [];
  private readonly symbols = new Map<ts.Symbol, Slot>();
  private readonly functions = new Map<ts.Node, { readonly parameters: Slot[]; readonly result: Slot }>();
  private readonly results: Slot[] = [];
  /** What every `this` is taken for. */
  private readonly self = new Slot();
  private depth = 0;

  constructor(private readonly checker: ts.TypeChecker) {}

  /** Walks a function once; later calls give the same slots. */
  enter(fn: Implementation): Slot[] {
    return this.walkFunction(fn).parameters;
  }

  private walkFunction(fn: Implementation): { readonly parameters: Slot[]; readonly result: Slot } {
    const known = this.functions.get(fn);
    if (known) return known;
    const parameters = fn.parameters.map(() => new Slot());
    const entry = { parameters, result: new Slot() };
    this.functions.set(fn, entry);
    fn.parameters.forEach((parameter, i) => {
      const slot = parameters[i] as Slot;
      if (parameter.dotDotDotToken) slot.note('array', 5);
      if (parameter.initializer) this.defaultValue(slot, parameter.initializer);
      this.bind(parameter.name, slot);
      if (ts.isParameterPropertyDeclaration(parameter, fn) && ts.isIdentifier(parameter.name))
        this.self.field(parameter.name.text).unite(slot);
    });
    if (!fn.body) return entry;
    this.results.push(entry.result);
    if (ts.isBlock(fn.body)) this.statement(fn.body);
    else entry.result.unite(this.value(fn.body as ts.Expression));
    this.results.pop();
    return entry;
  }

  private defaultValue(slot: Slot, initializer: ts.Expression): void {
    const value = this.value(initializer);
    slot.own.optional = true;
    for (const literal of value.own.literals) slot.own.defaults.add(literal);
    slot.unite(value);
  }

  private symbolSlot(name: ts.Node): Slot {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (!symbol) return new Slot();
    const known = this.symbols.get(symbol);
    if (known) return known;
    const slot = new Slot();
    this.symbols.set(symbol, slot);
    return slot;
  }

  private bind(name: ts.BindingName, slot: Slot): void {
    if (ts.isIdentifier(name)) {
      this.symbolSlot(name).unite(slot);
      return;
    }
    const isArray = ts.isArrayBindingPattern(name);
    if (isArray) slot.own.sequence += 2;
    else slot.note('object', 3);
    name.elements.forEach((element, i) => {
      if (!ts.isBindingElement(element)) return;
      const key = element.propertyName ?? element.name;
      const part = isArray
        ? slot.field(String(i))
        : ts.isIdentifier(key) || ts.isStringLiteral(key)
          ? slot.field(key.text)
          : new Slot();
      const target = element.dotDotDotToken ? slot : part;
      if (element.initializer) this.defaultValue(target, element.initializer);
      this.bind(element.name, target);
    });
  }

  private statement(node: ts.Node): void {
    if (ts.isVariableDeclaration(node)) {
      const slot = new Slot();
      if (node.initializer) slot.unite(this.value(node.initializer));
      this.bind(node.name, slot);
    } else if (ts.isForOfStatement(node)) this.forOf(node);
    else if (ts.isForInStatement(node)) {
      const over = this.value(node.expression);
      over.own.kinds.set('record', (over.own.kinds.get('record') ?? 0) + 1);
      if (ts.isVariableDeclarationList(node.initializer)) {
        const [first] = node.initializer.declarations;
        if (first) this.bind(first.name, over.key);
      }
      this.statement(node.statement);
    } else if (ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) this.loop(node);
    else if (ts.isIfStatement(node)) {
      this.condition(node.expression);
      const filled = filledIn(node);
      if (filled) this.value(filled).own.optional = true;
      if (throws(node.thenStatement)) this.rejections(node.expression);
      this.statement(node.thenStatement);
      if (node.elseStatement) this.statement(node.elseStatement);
    } else if (ts.isReturnStatement(node)) {
      if (node.expression) this.results.at(-1)?.unite(this.value(node.expression));
    } else if (ts.isSwitchStatement(node)) this.switch(node);
    else if (ts.isThrowStatement(node)) return;
    else if (ts.isFunctionDeclaration(node)) return;
    else if (ts.isExpressionStatement(node)) this.value(node.expression);
    else if (ts.isExpression(node)) this.value(node);
    else ts.forEachChild(node, (child) => this.statement(child));
  }

  /** `if (x[i] < 0 || …) throw`: what elements and fields may not be. */
  private rejections(expression: ts.Expression): void {
    for (const test of alternatives(expression)) {
      if (!ts.isBinaryExpression(test) || !isComparison(test.operatorToken.kind)) continue;
      const operator = test.operatorToken.getText();
      const [left, right] = [numberOf(test.left), numberOf(test.right)];
      if (right !== null) this.value(test.left).own.rejected.push({ operator, bound: right });
      else if (left !== null)
        this.value(test.right).own.rejected.push({ operator: FLIPPED[operator] ?? operator, bound: left });
    }
  }

  private forOf(node: ts.ForOfStatement): void {
    const over = this.value(node.expression);
    over.own.sequence += 2;
    if (ts.isVariableDeclarationList(node.initializer)) {
      const [first] = node.initializer.declarations;
      if (first) this.bind(first.name, over.element);
    } else this.value(node.initializer).unite(over.element);
    this.statement(node.statement);
  }

  private loop(node: ts.ForStatement | ts.WhileStatement | ts.DoStatement): void {
    if (ts.isForStatement(node)) {
      if (node.initializer) this.statement(node.initializer);
      if (node.condition) this.bound(node.condition);
      if (node.incrementor) this.value(node.incrementor);
      this.statement(node.statement);
      return;
    }
    this.bound(node.expression);
    this.statement(node.statement);
    // lo <= hi with a middle that becomes one of them.
    const text = node.statement.getText();
    const halving = />>>?\s*1|\/\s*2\b/.test(text) && /<=?|>=?|!==/.test(node.expression.getText());
    if (halving && /\b(mid|middle|m|half|center|pivot|i|guess)\b/i.test(text) && /\[/.test(text)) this.halves = true;
  }

  /** The plain operands of a loop's condition decide how long it runs. */
  private bound(condition: ts.Expression): void {
    this.condition(condition);
    const visit = (node: ts.Expression): void => {
      const inner = strip(node);
      if (!ts.isBinaryExpression(inner)) return;
      const operator = inner.operatorToken.kind;
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) {
        visit(inner.left);
        visit(inner.right);
      } else if (isComparison(operator)) {
        for (const side of [inner.left, inner.right]) {
          const other = side === inner.left ? inner.right : inner.left;
          const isPlain = ts.isIdentifier(strip(side)) && isBound(strip(other));
          if (isPlain) this.value(side).own.count = true;
        }
      }
    };
    visit(condition);
  }

  private switch(node: ts.SwitchStatement): void {
    const subject = this.value(node.expression);
    for (const clause of node.caseBlock.clauses) {
      if (ts.isCaseClause(clause)) compare(subject, this.value(clause.expression), '===');
      clause.statements.forEach((statement) => this.statement(statement));
    }
  }

  condition(node: ts.Expression): Slot {
    const inner = strip(node);
    const slot = this.value(inner);
    if (ts.isCallExpression(inner) && ts.isIdentifier(strip(inner.expression))) {
      this.value(inner.expression).own.roles.add('predicate');
    }
    return slot;
  }

  /** The slot of an expression; the facts that the expression shows are noted on the way. */
  value(expression: ts.Expression): Slot {
    const node = strip(expression);
    if (ts.isIdentifier(node)) {
      if (node.text === 'undefined') return new Slot();
      if (node.text === 'NaN' || node.text === 'Infinity') return new Slot().note('number', 1);
      return this.constant(node) ?? this.symbolSlot(node);
    }
    if (node.kind === ts.SyntaxKind.ThisKeyword) return this.self;
    const written = writtenOut(node, this);
    if (written) return written;
    if (ts.isPropertyAccessExpression(node)) return this.property(node);
    if (ts.isElementAccessExpression(node)) return this.elementAccess(node);
    if (ts.isCallExpression(node)) return this.call(node);
    if (ts.isNewExpression(node)) {
      const name = ts.isIdentifier(node.expression) ? node.expression.text : '';
      return construct(
        name,
        (node.arguments ?? []).map((argument) => this.value(argument)),
      );
    }
    if (ts.isBinaryExpression(node)) return binary(node, this);
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return unary(node, this);
    if (ts.isConditionalExpression(node)) {
      this.condition(node.condition);
      const result = this.value(node.whenTrue);
      return join(result, this.value(node.whenFalse));
    }
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return this.closure(node);
    if (ts.isSpreadElement(node)) {
      const slot = this.value(node.expression);
      slot.own.sequence += 1;
      return slot.element;
    }
    if (ts.isTypeOfExpression(node)) {
      this.value(node.expression);
      return new Slot().note('string', 1);
    }
    ts.forEachChild(node, (child) => this.statement(child));
    return new Slot();
  }

  private closure(node: ts.ArrowFunction | ts.FunctionExpression): Slot {
    const { parameters, result } = this.walkFunction(node);
    const slot = new Slot().note('function', 1);
    parameters.forEach((parameter, i) => slot.argument(i).unite(parameter));
    slot.result.unite(result);
    return slot;
  }

  shorthand(property: ts.ShorthandPropertyAssignment): Slot {
    const symbol = this.checker.getShorthandAssignmentValueSymbol(property);
    return (symbol && this.symbols.get(symbol)) ?? new Slot();
  }

  /** A `const` that is a literal stands for it. A table of the module, such as Roman numerals, is read on first use. */
  private constant(node: ts.Identifier): Slot | null {
    const symbol = this.checker.getSymbolAtLocation(node);
    const declaration = symbol?.valueDeclaration;
    if (!symbol || !declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return null;
    const list = declaration.parent;
    const value = strip(declaration.initializer);
    if (list.flags & ts.NodeFlags.Const) {
      if (ts.isNumericLiteral(value)) return literal(Number(value.text));
      if (ts.isStringLiteralLike(value)) return literal(value.text);
    }
    const isOfModule = ts.isSourceFile(list.parent.parent);
    if (isOfModule && !this.symbols.has(symbol)) {
      const slot = this.symbolSlot(node);
      if (!ts.isFunctionLike(value)) slot.unite(this.value(value));
    }
    return null;
  }

  private property(node: ts.PropertyAccessExpression): Slot {
    const object = this.value(node.expression);
    const name = node.name.text;
    if (name === 'length') {
      object.own.sequence += 1;
      return object.length;
    }
    if (name === 'size') {
      object.note('map', 0.5).note('set', 0.5);
      return object.length;
    }
    if (
      ts.isIdentifier(node.expression) &&
      /^(Math|Number|String|Object|Array|JSON|Symbol|Infinity)$/.test(node.expression.text)
    ) {
      return new Slot().note('number', 0.5);
    }
    if (!isBuiltInMethod(name)) object.note('object', 2);
    return isBuiltInMethod(name) ? new Slot() : object.field(name);
  }

  private elementAccess(node: ts.ElementAccessExpression): Slot {
    const object = this.value(node.expression);
    const argument = strip(node.argumentExpression);
    const iterator = iteratorOf(object, argument);
    if (iterator) return iterator;
    const index = this.value(argument);
    if (ts.isStringLiteralLike(argument)) return object.note('object', 2).field(argument.text);
    if (isKeyType(this.checker.getTypeAtLocation(argument))) index.note('string', 1);
    if (index.own.kinds.get('string') && !index.own.kinds.get('number')) {
      object.note('record', 1);
      object.key.unite(index);
      return object.element;
    }
    object.own.sequence += 2;
    if (ts.isNumericLiteral(argument)) return join(object.field(argument.text), object.element, false);
    const table = index.own.kinds.has('number') ? null : tableOf(object);
    if (table) {
      index.note('string', 1);
      for (const key of table) index.own.literals.add(key);
      return object.element;
    }
    this.indices.push(index);
    indexInto(index, object);
    return object.element;
  }

  private call(node: ts.CallExpression): Slot {
    const callee = strip(node.expression);
    const args = (): Arguments => ({
      slots: node.arguments.map((argument) => this.value(argument)),
      spread: node.arguments.map((argument) => ts.isSpreadElement(argument)),
    });
    if (ts.isPropertyAccessExpression(callee)) {
      const holder = strip(callee.expression);
      if (holder.kind === ts.SyntaxKind.ThisKeyword && writtenFunction(callee.name, this.checker))
        return this.localCall(callee.name, args().slots, node);
      const known = ts.isIdentifier(holder) ? staticCall(holder.text, callee.name.text, args) : null;
      return known ?? methodCall(this.value(callee.expression), callee.name.text, args().slots);
    }
    const { slots } = args();
    if (ts.isIdentifier(callee)) return globalCall(callee.text, slots) ?? this.localCall(callee, slots, node);
    this.value(callee);
    return new Slot();
  }

  private localCall(callee: ts.MemberName, args: readonly Slot[], node: ts.CallExpression): Slot {
    const fn = writtenFunction(callee, this.checker);
    if (fn && this.depth < HELPER_DEPTH) {
      this.depth++;
      const { parameters, result } = this.walkFunction(fn);
      this.depth--;
      args.forEach((arg, i) => {
        const argument = node.arguments[i];
        const parameter = parameters[i];
        if (!parameter) return;
        // A number that is computed for a call (n - 1) is no alias of the parameter.
        if (argument && ts.isSpreadElement(argument)) return;
        parameter.unite(arg);
      });
      return result;
    }
    const slot = this.value(callee).note('function', 3);
    args.forEach((arg, i) => slot.argument(i).unite(arg));
    return slot.result;
  }

  word(text: string): void {
    this.words.add(text);
  }

  token(text: string): void {
    if (text.length > 0 && text.length <= 3) this.tokens.add(text);
  }
}

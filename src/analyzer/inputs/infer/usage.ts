import ts from 'typescript';
import * as builtIns from './built-ins.ts';
import { Slot } from './slot.ts';

/** A function whose body can be walked. */
export type Implementation = ts.SignatureDeclaration & { readonly body?: ts.Node };

/** How many calls of helpers deep uses are followed. */
const HELPER_DEPTH = 3;

export interface Usage {
  /** One slot per parameter. */
  readonly parameters: readonly Slot[];
  /** Characters and words the program looks for, wherever that is: regular expressions, keys of tables, cases. */
  readonly tokens: ReadonlySet<string>;
  /** A loop that halves an interval, as binary search does. */
  readonly halves: boolean;
  /** Every value used as a position in something. */
  readonly indices: readonly Slot[];
}

/** Reads a function's body for what its parameters are used as, without its types. */
export function collectUsage(fn: Implementation, checker: ts.TypeChecker): Usage {
  const walker = new UsageWalker(checker);
  const parameters = walker.enter(fn);
  return { parameters, tokens: walker.tokens, halves: walker.halves, indices: walker.indices };
}

class UsageWalker {
  readonly tokens = new Set<string>();
  halves = false;
  readonly indices: Slot[] = [];
  private readonly symbols = new Map<ts.Symbol, Slot>();
  private readonly functions = new Map<ts.Node, { readonly parameters: Slot[]; readonly result: Slot }>();
  private readonly results: Slot[] = [];
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
      if (ts.isCaseClause(clause)) this.compare(subject, this.value(clause.expression), '===');
      clause.statements.forEach((statement) => this.statement(statement));
    }
  }

  private condition(node: ts.Expression): Slot {
    const inner = strip(node);
    const slot = this.value(inner);
    if (ts.isCallExpression(inner) && ts.isIdentifier(strip(inner.expression))) {
      this.value(inner.expression).own.roles.add('predicate');
    }
    return slot;
  }

  /** The slot of an expression; the facts that the expression shows are noted on the way. */
  private value(expression: ts.Expression): Slot {
    const node = strip(expression);
    if (ts.isIdentifier(node)) {
      if (node.text === 'undefined') return new Slot();
      if (node.text === 'NaN' || node.text === 'Infinity') return new Slot().note('number', 1);
      return this.constant(node) ?? this.symbolSlot(node);
    }
    if (ts.isNumericLiteral(node)) return literal(Number(node.text));
    if (ts.isStringLiteralLike(node)) return literal(node.text);
    if (ts.isRegularExpressionLiteral(node)) {
      this.regexp(node.text);
      return new Slot();
    }
    if (ts.isPropertyAccessExpression(node)) return this.property(node);
    if (ts.isElementAccessExpression(node)) return this.elementAccess(node);
    if (ts.isCallExpression(node)) return this.call(node);
    if (ts.isNewExpression(node)) return this.construct(node);
    if (ts.isBinaryExpression(node)) return this.binary(node);
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return this.unary(node);
    if (ts.isConditionalExpression(node)) {
      this.condition(node.condition);
      const result = this.value(node.whenTrue);
      return this.join(result, this.value(node.whenFalse));
    }
    if (ts.isArrayLiteralExpression(node)) return this.arrayLiteral(node);
    if (ts.isObjectLiteralExpression(node)) return this.objectLiteral(node);
    if (ts.isTemplateExpression(node)) {
      node.templateSpans.forEach((span) => this.value(span.expression));
      return new Slot().note('string', 1);
    }
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
      const { parameters, result } = this.walkFunction(node);
      const slot = new Slot().note('function', 1);
      parameters.forEach((parameter, i) => slot.argument(i).unite(parameter));
      slot.result.unite(result);
      return slot;
    }
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
    const index = this.value(node.argumentExpression);
    const argument = strip(node.argumentExpression);
    if (ts.isStringLiteralLike(argument)) {
      object.note('object', 2);
      return object.field(argument.text);
    }
    if (index.own.kinds.get('string') && !index.own.kinds.get('number')) {
      object.note('record', 1);
      object.key.unite(index);
      return object.element;
    }
    object.own.sequence += 2;
    if (ts.isNumericLiteral(argument)) return this.join(object.field(argument.text), object.element, false);
    const table = index.own.kinds.has('number') ? null : tableOf(object);
    if (table) {
      index.note('string', 1);
      for (const key of table) index.own.literals.add(key);
      return object.element;
    }
    this.index(index, object);
    return object.element;
  }

  private index(index: Slot, object: Slot): void {
    this.indices.push(index);
    index.own.indexOf.add(object);
    const visit = (slot: Slot, depth: number): void => {
      if (depth > 5 || slot.own.constant) return;
      if (depth > 0) {
        slot.own.nearIndexOf.add(object);
        slot.own.integer = true;
      }
      for (const source of slot.own.from) visit(source, depth + 1);
    };
    visit(index, 0);
  }

  private call(node: ts.CallExpression): Slot {
    const callee = strip(node.expression);
    if (ts.isPropertyAccessExpression(callee)) return this.methodCall(node, callee);
    const args = node.arguments.map((argument) => this.value(argument));
    if (!ts.isIdentifier(callee)) {
      this.value(callee);
      return new Slot();
    }
    const first = args[0];
    switch (callee.text) {
      case 'parseInt':
      case 'parseFloat':
        first?.note('string', 0.6);
        if (first) ['0', '1', '7', '12', '-3'].forEach((token) => first.own.literals.add(token));
        return new Slot().note('number', 2);
      case 'Number':
        first?.note('number', 0.3);
        return new Slot().note('number', 2);
      case 'BigInt':
        first?.note('number', 0.5).note('bigint', 0.5);
        return new Slot().note('bigint', 2);
      case 'String':
        return new Slot().note('string', 2);
      case 'Boolean':
        return new Slot().note('boolean', 1);
      case 'isNaN':
      case 'isFinite':
        if (first) first.note('number', 1).own.specials = true;
        return new Slot().note('boolean', 1);
      default:
        return this.localCall(callee, args, node);
    }
  }

  private localCall(callee: ts.Identifier, args: readonly Slot[], node: ts.CallExpression): Slot {
    const fn = this.localFunction(callee);
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

  private localFunction(callee: ts.Identifier): Implementation | null {
    const symbol = this.checker.getSymbolAtLocation(callee);
    const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const declaration = (isAlias ? this.checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
    if (!declaration || declaration.getSourceFile().isDeclarationFile) return null;
    if (ts.isFunctionDeclaration(declaration)) return declaration;
    if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return null;
    const value = strip(declaration.initializer);
    return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : null;
  }

  private methodCall(node: ts.CallExpression, callee: ts.PropertyAccessExpression): Slot {
    const name = callee.name.text;
    const holder = strip(callee.expression);
    if (ts.isIdentifier(holder)) {
      const known = this.staticCall(node, holder.text, name);
      if (known) return known;
    }
    const object = this.value(callee.expression);
    const args = node.arguments.map((argument) => this.value(argument));
    const [first] = args;
    if (builtIns.STRING_METHODS.has(name)) return this.stringMethod(object, name, args);
    if (builtIns.SEQUENCE_METHODS.has(name)) {
      object.own.sequence += 1;
      if (name === 'includes' || name === 'indexOf' || name === 'lastIndexOf') this.sought(object, first);
      if (name === 'concat' && first) object.unite(first);
      if (name === 'slice' || name === 'at') args.forEach((arg) => number(arg, true));
      if (name === 'at') return object.element;
      return builtIns.SAME_ELEMENTS.has(name) ? object : new Slot().note('number', 1);
    }
    if (builtIns.ARRAY_METHODS.has(name)) return this.arrayMethod(object, name, args);
    if (builtIns.MAP_METHODS.has(name)) {
      object.note(name === 'has' || name === 'delete' ? 'set' : 'map', 1).note('map', 1);
      if (first) {
        for (const value of object.hasElement ? object.element.own.literals : []) first.own.literals.add(value);
        object.key.unite(first);
      }
      if (name === 'set' && args[1]) object.element.unite(args[1]);
      return name === 'get' ? object.element : new Slot();
    }
    if (name === 'add') {
      object.note('set', 1);
      if (first) object.element.unite(first);
      return object;
    }
    if (name === 'test' || name === 'exec') {
      first?.note('string', 2);
      object.note('regexp', 1);
      return new Slot();
    }
    if (builtIns.DATE_METHODS.test(name)) {
      object.note('date', 3);
      return new Slot().note('number', 1);
    }
    if (builtIns.NUMBER_METHODS.has(name)) object.note('number', 3);
    if (name === 'toString') {
      if (first) number(object.note('number', 1), false);
      return new Slot().note('string', 2);
    }
    if (name === 'call' || name === 'apply') object.note('function', 3);
    else if (!['keys', 'values', 'entries', 'hasOwnProperty', 'valueOf'].includes(name)) {
      object.note('object', 1);
      object.field(name).note('function', 2);
    }
    if (name === 'keys' || name === 'entries') object.own.sequence += 0.5;
    return new Slot();
  }

  private stringMethod(object: Slot, name: string, args: readonly Slot[]): Slot {
    object.note('string', 3);
    const [first] = args;
    if (
      ['startsWith', 'endsWith', 'split', 'replace', 'replaceAll', 'search', 'match', 'localeCompare'].includes(name)
    ) {
      if (first && !first.own.kinds.get('regexp')) {
        for (const text of first.own.literals) if (typeof text === 'string') object.own.literals.add(text);
        if (name !== 'localeCompare' && !first.own.constant) {
          first.note('string', 1);
          first.own.needleOf.add(object);
        } else first.note('string', 2);
      }
    } else args.forEach((arg) => number(arg, true));
    if (name === 'split') {
      const parts = new Slot().note('array', 2);
      // What the pieces are compared with is what the whole is made of.
      parts.element.unite(object.element.note('string', 2));
      return parts;
    }
    if (name === 'charCodeAt' || name === 'codePointAt') {
      const code = new Slot().note('number', 2);
      code.own.codeIn.add(object);
      return code;
    }
    // Upper and lower case, trimmed or cut: what is compared with them is compared with the text.
    return builtIns.STRING_TO_STRING.has(name) ? object : new Slot();
  }

  private arrayMethod(object: Slot, name: string, args: readonly Slot[]): Slot {
    object.note('array', 3);
    const [first, second] = args;
    if (name === 'push' || name === 'unshift' || name === 'fill') args.forEach((arg) => object.element.unite(arg));
    if (name === 'join') first?.note('string', 1);
    if (first && builtIns.WITH_ELEMENT.has(name)) {
      first.note('function', 3);
      first.argument(0).unite(object.element);
      first.argument(1).own.indexOf.add(object);
      first.own.roles.add(builtIns.PREDICATES.has(name) ? 'predicate' : name === 'flatMap' ? 'listMapper' : 'mapper');
    }
    if (first && (name === 'sort' || name === 'toSorted')) {
      first.note('function', 3).own.roles.add('comparator');
      first.argument(0).unite(object.element);
      first.argument(1).unite(object.element);
    }
    if (first && (name === 'reduce' || name === 'reduceRight')) {
      first.note('function', 3).own.roles.add('reducer');
      first.argument(1).unite(object.element);
      if (second) first.argument(0).unite(second);
      else first.argument(0).unite(object.element);
      return first.argument(0);
    }
    if (builtIns.ONE_ELEMENT.has(name)) return object.element;
    if (builtIns.SAME_ELEMENTS.has(name)) return object;
    if (name === 'map' && first) {
      const out = new Slot().note('array', 1);
      if (first.hasResult) out.element.unite(first.result);
      return out;
    }
    if (name === 'flat') return new Slot().note('array', 1);
    return new Slot();
  }

  /** `list.includes(x)`: an element of an array, or a piece of a text. */
  private sought(object: Slot, item: Slot | undefined): void {
    if (!item) return;
    item.own.soughtIn.add(object);
    for (const text of item.own.literals) object.own.literals.add(text);
    // 'aeiou'.includes(c) and ['+', '-'].includes(c)
    for (const text of object.own.literals) {
      item.own.literals.add(text);
      if (object.own.constant) for (const letter of String(text).slice(0, 64)) item.own.literals.add(letter);
    }
    if (object.own.kinds.get('string') && object.own.constant) item.note('string', 1);
    for (const text of object.hasElement ? object.element.own.literals : []) item.own.literals.add(text);
  }

  private staticCall(node: ts.CallExpression, holder: string, name: string): Slot | null {
    const evaluate = (): Slot[] => node.arguments.map((argument) => this.value(argument));
    switch (holder) {
      case 'Math': {
        evaluate().forEach((arg, i) => {
          const argument = node.arguments[i];
          arg.note('number', argument && ts.isSpreadElement(argument) ? 1 : 2);
        });
        const result = new Slot().note('number', 2);
        const [first] = node.arguments;
        if (builtIns.INTEGER_RESULTS.has(name) || name === 'max' || name === 'min') {
          if (first) result.own.from.push(...node.arguments.map((argument) => this.value(argument)));
        }
        return result;
      }
      case 'Number': {
        const [first] = evaluate();
        if (name === 'isInteger' || name === 'isSafeInteger') first?.note('number', 1);
        if (name === 'isNaN' || name === 'isFinite') {
          if (first) first.note('number', 1).own.specials = true;
        }
        if (name.startsWith('parse')) first?.note('string', 0.6);
        return new Slot().note(name.startsWith('is') ? 'boolean' : 'number', 1);
      }
      case 'Array': {
        const [first, mapper] = evaluate();
        if (name === 'isArray') {
          first?.note('array', 2);
          return new Slot().note('boolean', 1);
        }
        if (name !== 'from' || !first) return new Slot().note('array', 1);
        const count = first.own.fields.get('length');
        if (count) {
          count.own.count = true;
          number(count, true);
        } else first.own.sequence += 1;
        if (mapper) {
          const out = new Slot().note('array', 1);
          if (!count) mapper.argument(0).unite(first.element);
          out.element.unite(mapper.result);
          return out;
        }
        return count ? new Slot().note('array', 1) : copyOf(first);
      }
      case 'Object': {
        const [first] = evaluate();
        if (name === 'keys' || name === 'values' || name === 'entries') {
          first?.note('record', 3);
          const out = new Slot().note('array', 1);
          if (first && name === 'keys') out.element.unite(first.key);
          if (first && name === 'values') out.element.unite(first.element);
          if (first && name === 'entries') {
            out.element.field('0').unite(first.key);
            out.element.field('1').unite(first.element);
          }
          if (first) first.key.note('string', 1);
          return out;
        }
        return new Slot();
      }
      case 'JSON': {
        const [first] = evaluate();
        if (name === 'parse') first?.note('string', 2);
        return new Slot().note(name === 'stringify' ? 'string' : 'object', 0.5);
      }
      case 'String':
        evaluate().forEach((arg) => number(arg, true));
        return new Slot().note('string', 2);
      default:
        return null;
    }
  }

  private construct(node: ts.NewExpression): Slot {
    const args = (node.arguments ?? []).map((argument) => this.value(argument));
    const [first] = args;
    const name = ts.isIdentifier(node.expression) ? node.expression.text : '';
    const slot = new Slot();
    if (name === 'Map' || name === 'Set') {
      slot.note(name === 'Map' ? 'map' : 'set', 1);
      if (first) {
        first.own.sequence += 1;
        if (name === 'Set') slot.element.unite(first.element);
      }
    } else if (name === 'Array' || /Array$/.test(name)) {
      slot.note('array', 1);
      if (first) {
        number(first, true);
        first.own.count = true;
      }
    } else if (name === 'Date') first?.note('date', 0.3).note('number', 0.2);
    else if (name === 'RegExp') first?.note('string', 1);
    return slot;
  }

  private binary(node: ts.BinaryExpression): Slot {
    const operator = node.operatorToken.kind;
    const kinds = ts.SyntaxKind;
    if (operator === kinds.EqualsToken) return this.assign(node.left, node.right);
    if (operator === kinds.InKeyword) {
      const key = this.value(node.left);
      const object = this.value(node.right).note('record', 1);
      if (!key.own.constant) {
        for (const name of tableOf(object) ?? []) key.own.literals.add(name);
        object.key.unite(key);
      } else for (const text of key.own.literals) object.field(String(text));
      return new Slot().note('boolean', 1);
    }
    if (operator === kinds.InstanceOfKeyword) {
      const subject = this.value(node.left);
      const name = node.right.getText();
      if (name === 'Map') subject.note('map', 2);
      if (name === 'Set') subject.note('set', 2);
      if (name === 'Array') subject.note('array', 2);
      if (name === 'Date') subject.note('date', 2);
      if (name === 'RegExp') subject.note('regexp', 1);
      return new Slot().note('boolean', 1);
    }
    if (operator === kinds.AmpersandAmpersandToken) {
      this.condition(node.left);
      return this.condition(node.right);
    }
    if (operator === kinds.BarBarToken || operator === kinds.QuestionQuestionToken) {
      const left = this.condition(node.left);
      const right = this.condition(node.right);
      if (ts.isIdentifier(strip(node.left)) && !isBooleanish(node.right)) {
        left.own.optional = true;
        if (right.own.constant) for (const item of right.own.literals) left.own.defaults.add(item);
      }
      return isBooleanish(node.right) ? new Slot().note('boolean', 1) : this.join(left, right);
    }
    const left = this.value(node.left);
    const right = this.value(node.right);
    if (operator === kinds.CommaToken) return right;
    if (isComparison(operator)) {
      this.typeofGuard(node);
      this.absenceTest(node, left, right);
      this.compare(left, right, node.operatorToken.getText());
      return new Slot().note('boolean', 1);
    }
    return this.arithmetic(node, left, right);
  }

  private arithmetic(node: ts.BinaryExpression, left: Slot, right: Slot): Slot {
    const kinds = ts.SyntaxKind;
    const operator = node.operatorToken.kind;
    const isAssignment = operator >= kinds.FirstAssignment && operator <= kinds.LastAssignment;
    const result = isAssignment ? left : new Slot();
    if (operator === kinds.PlusToken || operator === kinds.PlusEqualsToken) {
      const isText = (slot: Slot): boolean => (slot.own.kinds.get('string') ?? 0) > 0;
      if (isText(left) || isText(right)) return result.note('string', 1);
      // With a number on one side the other is probably one too.
      if (left.own.constant || left.own.kinds.get('number')) right.note('number', 0.7);
      if (right.own.constant || right.own.kinds.get('number')) left.note('number', 0.7);
      left.own.addedTo.push(right);
      right.own.addedTo.push(left);
      if (isAssignment) left.own.from.push(right);
      else {
        result.own.from.push(left, right);
        if (left.own.kinds.get('number') || right.own.kinds.get('number')) result.note('number', 0.5);
      }
      return result;
    }
    left.note('number', 2);
    right.note('number', 2);
    const isBitwise =
      [kinds.AmpersandToken, kinds.BarToken, kinds.CaretToken, kinds.LessThanLessThanToken].includes(operator) ||
      [kinds.GreaterThanGreaterThanToken, kinds.GreaterThanGreaterThanGreaterThanToken].includes(operator) ||
      [kinds.AmpersandEqualsToken, kinds.BarEqualsToken, kinds.CaretEqualsToken].includes(operator) ||
      [kinds.LessThanLessThanEqualsToken, kinds.GreaterThanGreaterThanEqualsToken].includes(operator) ||
      operator === kinds.GreaterThanGreaterThanGreaterThanEqualsToken;
    const isHalving = isBitwise || operator === kinds.SlashToken;
    if (isBitwise || operator === kinds.PercentToken || operator === kinds.PercentEqualsToken) {
      whole(left);
      whole(right);
    }
    if (isAssignment) {
      if (operator === kinds.MinusEqualsToken) left.own.from.push(right);
      return result;
    }
    if (operator === kinds.MinusToken || (isHalving && right.own.constant)) result.own.from.push(left, right);
    return result.note('number', 2);
  }

  private typeofGuard(node: ts.BinaryExpression): void {
    for (const [side, other] of [
      [node.left, node.right],
      [node.right, node.left],
    ] as const) {
      const test = strip(side);
      const name = strip(other);
      if (!ts.isTypeOfExpression(test) || !ts.isStringLiteralLike(name)) continue;
      const subject = this.value(test.expression);
      const negative = node.operatorToken.getText().startsWith('!');
      const known = ['number', 'string', 'boolean', 'bigint', 'function', 'object'] as const;
      const kind = known.find((each) => each === name.text);
      // `typeof x !== 'string'` at the top throws; both forms say what the program is ready for.
      if (kind) subject.note(kind, negative ? 3 : kind === 'object' ? 0.5 : 2);
      if (name.text === 'undefined') subject.own.optional = true;
    }
  }

  /** `x === undefined`, `x == null`. */
  private absenceTest(node: ts.BinaryExpression, left: Slot, right: Slot): void {
    const isAbsent = (side: ts.Expression): boolean => {
      const value = strip(side);
      return value.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(value) && value.text === 'undefined');
    };
    if (isAbsent(node.right)) left.own.optional = true;
    if (isAbsent(node.left)) right.own.optional = true;
  }

  private compare(left: Slot, right: Slot, operator: string): void {
    left.own.compared.push({ with: right, operator });
    right.own.compared.push({ with: left, operator: FLIPPED[operator] ?? operator });
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (!other.own.constant) continue;
      for (const value of other.own.literals) {
        if (!one.own.constant) one.own.literals.add(value);
        const isCode = typeof value === 'number' && value >= 9 && value < 0xffff && Number.isInteger(value);
        if (isCode) for (const text of one.own.codeIn) text.own.literals.add(String.fromCharCode(value));
        one.note(typeof value === 'string' ? 'string' : 'number', 1);
      }
    }
  }

  private assign(target: ts.Expression, source: ts.Expression): Slot {
    const left = strip(target);
    if (ts.isArrayLiteralExpression(left)) {
      const right = strip(source);
      left.elements.forEach((element, i) => {
        const part = ts.isArrayLiteralExpression(right) ? right.elements[i] : undefined;
        if (part) this.value(element).unite(this.value(part));
        else this.value(element).unite(this.value(source).field(String(i)));
      });
      return new Slot();
    }
    const value = this.value(source);
    const slot = this.value(left);
    if (ts.isPropertyAccessExpression(left) && left.name.text === 'length') return value;
    // Strings can't be written into.
    if (ts.isElementAccessExpression(left)) this.value(left.expression).note('array', 1).own.written = true;
    slot.unite(value);
    return slot;
  }

  private unary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Slot {
    const slot = this.value(node.operand);
    if (node.operator === ts.SyntaxKind.ExclamationToken) return new Slot().note('boolean', 1);
    if (node.operator === ts.SyntaxKind.MinusToken && slot.own.constant) {
      const [value] = slot.own.literals;
      return typeof value === 'number' ? literal(-value) : slot;
    }
    // `+x` reads a number out of anything.
    if (node.operator === ts.SyntaxKind.PlusToken) return new Slot().note('number', 1);
    slot.note('number', 2);
    if (node.operator === ts.SyntaxKind.TildeToken) whole(slot);
    const counts = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return counts ? slot : new Slot().note('number', 1);
  }

  /** Two values that meet in one: united, unless one of them is a literal whose text says nothing of the other. */
  private join(left: Slot, right: Slot, literals = true): Slot {
    if (literals && (left.own.constant || right.own.constant)) {
      const open = left.own.constant ? right : left;
      const known = left.own.constant ? left : right;
      for (const [kind, weight] of known.own.kinds) open.note(kind, weight * 0.5);
      return open;
    }
    left.unite(right);
    return left;
  }

  private arrayLiteral(node: ts.ArrayLiteralExpression): Slot {
    const slot = new Slot().note('array', 1);
    node.elements.forEach((element, i) => {
      const part = this.value(element);
      if (ts.isSpreadElement(element)) {
        slot.element.unite(part);
        return;
      }
      if (part.own.constant) {
        for (const value of part.own.literals) slot.element.own.literals.add(value);
        this.noteTokens(part);
      } else if (node.elements.length === 1) slot.element.unite(part);
      else slot.field(String(i)).unite(part);
    });
    return slot;
  }

  private objectLiteral(node: ts.ObjectLiteralExpression): Slot {
    const slot = new Slot().note('object', 1);
    for (const property of node.properties) {
      if (ts.isPropertyAssignment(property)) {
        const { name } = property;
        const value = this.value(property.initializer);
        if (ts.isComputedPropertyName(name)) this.value(name.expression);
        else {
          slot.field(name.text).unite(value);
          if (node.properties.length > 2) this.addToken(name.text);
        }
      } else if (ts.isShorthandPropertyAssignment(property)) {
        const symbol = this.checker.getShorthandAssignmentValueSymbol(property);
        const known = symbol && this.symbols.get(symbol);
        if (known) slot.field(property.name.text).unite(known);
      } else if (ts.isSpreadAssignment(property)) {
        const spread = this.value(property.expression).note('object', 1);
        slot.unite(spread);
      }
    }
    return slot;
  }

  private noteTokens(slot: Slot): void {
    for (const text of slot.own.literals) if (typeof text === 'string') this.addToken(text);
  }

  private addToken(text: string): void {
    if (text.length > 0 && text.length <= 3) this.tokens.add(text);
  }

  /** The plain characters of a regular expression, and examples of its classes. */
  private regexp(source: string): void {
    const body = source.slice(1, source.lastIndexOf('/'));
    if (/\\d|0-9/.test(body)) ['0', '7', '42'].forEach((token) => this.tokens.add(token));
    if (/\\s/.test(body)) this.tokens.add(' ');
    if (/A-Z/.test(body)) ['A', 'Q'].forEach((token) => this.tokens.add(token));
    if (/\\w|a-z/.test(body)) ['a', 'q'].forEach((token) => this.tokens.add(token));
    const plain = body
      .replace(/\\[dDwWsSbBnrt0-9]|\\[ux][\da-f]+|[A-Za-z0-9]-[A-Za-z0-9]|\{\d+(,\d*)?\}|\(\?(:|=|!|<=|<!|<\w+>)/gi, '')
      .replace(/\\(.)/g, '$1\u0000')
      .replace(/[\^$*+?()[\]{}|](?!\u0000)/g, '');
    for (const c of plain.replace(/\u0000/g, '').slice(0, 24)) this.tokens.add(c);
  }
}

export const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function literal(value: string | number): Slot {
  const slot = new Slot().note(typeof value === 'string' ? 'string' : 'number', 1);
  slot.own.literals.add(value);
  slot.own.constant = true;
  return slot;
}

/** A new array of the same elements. */
function copyOf(slot: Slot): Slot {
  const copy = new Slot().note('array', 1);
  copy.element.unite(slot.element);
  return copy;
}

/** The keys of an object literal. */
function tableOf(slot: Slot): string[] | null {
  const { fields, sequence, kinds } = slot.own;
  if (fields.size < 2 || sequence > 2 || !kinds.has('object')) return null;
  return [...fields.keys()].filter((name) => !/^\d+$/.test(name));
}

function number(slot: Slot, integer: boolean): void {
  slot.note('number', 1);
  if (integer) whole(slot);
}

/** Sums and halves of whole numbers come from whole numbers. */
function whole(slot: Slot, depth = 0): void {
  if (slot.own.constant || depth > 4) return;
  slot.own.integer = true;
  for (const source of slot.own.from) if (!source.own.integer) whole(source, depth + 1);
}

/** Without parentheses, assertions and `await`. */
export function strip(expression: ts.Expression): ts.Expression {
  let node = expression;
  while (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node)
  ) {
    node = node.expression;
  }
  return node;
}

export function isComparison(kind: ts.SyntaxKind): boolean {
  const k = ts.SyntaxKind;
  return (
    [k.LessThanToken, k.GreaterThanToken, k.LessThanEqualsToken, k.GreaterThanEqualsToken].includes(kind) ||
    [k.EqualsEqualsToken, k.EqualsEqualsEqualsToken, k.ExclamationEqualsToken].includes(kind) ||
    kind === k.ExclamationEqualsEqualsToken
  );
}

/** A loop ends at a number of its own or a fixed one; comparing with an element is a search. */
function isBound(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || ts.isNumericLiteral(node) || ts.isPropertyAccessExpression(node);
}

function isBooleanish(expression: ts.Expression): boolean {
  const node = strip(expression);
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    return isComparison(kind) || kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
  }
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

function isBuiltInMethod(name: string): boolean {
  return (
    builtIns.STRING_METHODS.has(name) ||
    builtIns.ARRAY_METHODS.has(name) ||
    builtIns.SEQUENCE_METHODS.has(name) ||
    builtIns.MAP_METHODS.has(name) ||
    ['toString', 'constructor', 'prototype', 'hasOwnProperty'].includes(name)
  );
}

/** A statement, or a block, that throws. */
export function throws(node: ts.Statement): boolean {
  if (ts.isThrowStatement(node)) return true;
  return ts.isBlock(node) && node.statements.some((statement) => ts.isThrowStatement(statement));
}

/** The parts of an expression each of which alone makes it true. */
export function alternatives(expression: ts.Expression): ts.Expression[] {
  const node = strip(expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken) {
    return [...alternatives(node.left), ...alternatives(node.right)];
  }
  return [node];
}

/** The value of a literal, also a negative one. */
export function numberOf(expression: ts.Expression): number | null {
  const node = strip(expression);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = numberOf(node.operand);
    return value === null ? null : -value;
  }
  return null;
}

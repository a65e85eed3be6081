// What the SDK's own types say: which class is a client, and which class is the resource that a
// client has under which path. It reads declarations only and knows no list of methods.

import ts from "typescript";

const CLIENTS = new Set(["OpenAI", "AzureOpenAI", "BedrockOpenAI"]);
const SOCKET = /\/(ws|websocket|webrtc)\.d\.m?ts$/;
const RAW = new Set(["get", "post", "put", "patch", "delete", "request", "getAPIList"]);

export class Sdk {
  constructor(program, checker, folders) {
    this.program = program;
    this.checker = checker;
    this.folders = folders;
    this.resources = new Map(); // class symbol -> path from the client
    this.tails = new Map(); // last name of a method -> full paths
    for (const file of program.getSourceFiles()) {
      if (!this.within(file.fileName)) continue;
      for (const statement of file.statements) {
        if (ts.isClassDeclaration(statement) && CLIENTS.has(statement.name?.text)) this.walk(checker.getTypeAtLocation(statement.name), "", 0);
      }
    }
  }

  within(file) {
    return this.folders.some((folder) => file.startsWith(folder + "/"));
  }

  // walk notes the resources below a client or a resource.
  walk(type, prefix, depth) {
    for (const property of this.checker.getPropertiesOfType(type)) {
      const declaration = property.valueDeclaration;
      if (!declaration || !this.within(declaration.getSourceFile().fileName)) continue;
      if (ts.isMethodDeclaration(declaration)) {
        if (depth > 0 && !property.name.startsWith("_")) {
          const known = this.tails.get(property.name) ?? new Set();
          this.tails.set(property.name, known.add(prefix + property.name));
        }
        continue;
      }
      if (!ts.isPropertyDeclaration(declaration) || property.name.startsWith("_") || depth > 5) continue;
      const symbol = this.checker.getTypeOfSymbol(property).getSymbol();
      const home = symbol?.valueDeclaration;
      if (!home || !ts.isClassDeclaration(home) || !/\/resources\//.test(home.getSourceFile().fileName) || this.resources.has(symbol)) continue;
      this.resources.set(symbol, prefix + property.name);
      this.walk(this.checker.getTypeOfSymbol(property), prefix + property.name + ".", depth + 1);
    }
  }

  // constructed names the SDK's class of which a call or new expression makes a client.
  constructed(node) {
    if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.SuperKeyword || !this.isClientClass(this.checker.getTypeAtLocation(node.expression))) return undefined;
      return "openai:OpenAI"; // require("openai")({...}): callable without new
    }
    const declaration = this.checker.getResolvedSignature(node)?.declaration;
    if (declaration && this.program.isSourceFileDefaultLibrary(declaration.getSourceFile())) return undefined; // new Proxy(client, …)
    const made = this.checker.getTypeAtLocation(node);
    const client = this.lineage(made).find((symbol) => this.isClient(symbol));
    return client && "openai:" + client.name;
  }

  // socket names the SDK's class of which a new expression opens a WebSocket or WebRTC session.
  socket(node) {
    const home = this.lineage(this.checker.getTypeAtLocation(node)).find((symbol) =>
      (symbol.declarations ?? []).some((d) => ts.isClassDeclaration(d) && this.within(d.getSourceFile().fileName) && SOCKET.test(d.getSourceFile().fileName)));
    return home && "openai:" + home.name;
  }

  isClientClass(type) {
    return type.getConstructSignatures().length > 0 && type.getCallSignatures().length === 0 &&
      this.lineage(type.getConstructSignatures()[0].getReturnType()).some((symbol) => this.isClient(symbol));
  }

  isClient(symbol) {
    return CLIENTS.has(symbol.name) && (symbol.declarations ?? []).some((d) => ts.isClassDeclaration(d) && this.within(d.getSourceFile().fileName));
  }

  // called says which API method a call is of, if any.
  called(node) {
    const callee = skip(node.expression);
    if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
      const method = this.method(callee);
      if (method) return { method };
      const untyped = this.untyped(callee);
      return untyped && { untyped };
    }
    const declaration = this.checker.getResolvedSignature(node)?.declaration;
    const method = declaration && ts.isMethodDeclaration(declaration) && this.ofClass(declaration.parent, declaration.name.getText());
    return method ? { method } : undefined;
  }

  // method is the API method's path of a member expression; a project's class that extends a
  // resource counts with what it overrides.
  method(access) {
    const name = memberName(access);
    if (!name) return undefined;
    const receiver = this.checker.getTypeAtLocation(access.expression);
    for (const type of parts(this.checker.getNonNullableType(this.checker.getApparentType(receiver)))) {
      for (const symbol of this.lineage(type)) {
        if (this.resources.has(symbol) && symbol.members?.get(name)?.valueDeclaration && ts.isMethodDeclaration(symbol.members.get(name).valueDeclaration)) {
          return this.resources.get(symbol) + "." + name;
        }
        if (this.isClient(symbol) && RAW.has(name)) return name;
      }
      for (const declaration of this.checker.getPropertyOfType(type, name)?.declarations ?? []) {
        const method = ts.isMethodDeclaration(declaration) && this.ofClass(declaration.parent, name);
        if (method) return method;
      }
    }
    return undefined;
  }

  ofClass(node, name) {
    if (!ts.isClassDeclaration(node) || !node.name) return undefined;
    const prefix = this.resources.get(this.checker.getSymbolAtLocation(node.name));
    return prefix && prefix + "." + name;
  }

  // untyped is the written path of a call on an any receiver that ends like an API method's.
  untyped(access) {
    const names = [];
    let at = access;
    while (ts.isPropertyAccessExpression(at)) {
      names.unshift(at.name.text);
      at = skip(at.expression);
    }
    const known = this.tails.get(names.at(-1));
    if (!known || !(this.checker.getTypeAtLocation(access.expression).flags & ts.TypeFlags.Any)) return undefined;
    const written = "." + names.join(".");
    return [...known].filter((p) => p.includes(".") && written.endsWith("." + p)).sort((a, b) => b.length - a.length)[0];
  }

  isCallee(node) {
    let at = node;
    while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
    return ts.isCallExpression(at.parent) && at.parent.expression === at;
  }

  // lineage lists a type's class and the classes it extends.
  lineage(type) {
    const found = [];
    const seen = new Set();
    const add = (t) => {
      if (!t || seen.has(t)) return;
      seen.add(t);
      if (t.isUnionOrIntersection()) return t.types.forEach(add);
      const symbol = t.getSymbol();
      if (symbol) found.push(symbol);
      const target = t.target ?? t;
      if (target.isClassOrInterface()) this.checker.getBaseTypes(target).forEach(add);
    };
    add(type);
    return found;
  }
}

function parts(type) {
  return type.isUnion() ? type.types : [type];
}

function skip(node) {
  while (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) node = node.expression;
  return node;
}

function memberName(access) {
  if (ts.isPropertyAccessExpression(access)) return access.name.text;
  return ts.isStringLiteralLike(access.argumentExpression) ? access.argumentExpression.text : undefined;
}

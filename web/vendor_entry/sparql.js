// What the workbench uses to understand and to lay out queries: a parser that says where each pattern stands, and a formatter that keeps comments.
export { Parser } from "@traqula/parser-sparql-1-1";
export { AstFactory } from "@traqula/rules-sparql-1-1";
export { formatAst } from "sparql-formatter/src/formatter.js";
export { parse as parseForFormat } from "sparql-formatter/src/sparql-parser.js";

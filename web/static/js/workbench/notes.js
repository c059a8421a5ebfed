// What the page says about a query: where it cannot be read, what would take long, what would repair it.
import { h, byId } from "../dom.js";

export class Notes {
  constructor(bench, edit, { run }) {
    Object.assign(this, { bench, edit, run, box: byId("notes") });
  }

  look() {}

  async after() {}

  async repair() {}

  async format() {
    const { parseForFormat, formatAst } = await import("../../vendor/sparql.js");
    const { text } = this.edit;
    try {
      const made = formatAst(parseForFormat(text), 2);
      if (made.trim() !== text.trim()) this.edit.replace(0, text.length, made.endsWith("\n") ? made : `${made}\n`);
      return "Formatted";
    } catch (error) {
      const { line, column } = error.location?.start ?? {};
      return line ? `Not formatted: line ${line}, column ${column} cannot be read.` : "Not formatted.";
    }
  }
}

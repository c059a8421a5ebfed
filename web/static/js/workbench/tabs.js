// The open queries: each a tab, kept in this browser, with its place in the row.
import { byId, h } from "../dom.js";
import { keep, kept } from "./kept.js";

const MOST = 12;
const FIRST = "SELECT ?thing ?how WHERE {\n  id:fan-out ?how ?thing .\n  ?how a fo:Relation .\n}\n";
let last = Date.now();
const fresh = () => `t${(last += 1).toString(36)}`;

export class Tabs {
  /** `opened(tab)` is called when another query is to be shown; a tab is { id, title, text, form }. */
  constructor(opened) {
    this.opened = opened;
    this.box = byId("tabs");
    const { list = [], active } = kept("tabs", {});
    this.list = list.length ? list : [{ id: fresh(), title: "First query", text: FIRST }];
    this.active = this.list.find((tab) => tab.id === active) ?? this.list[0];
    byId("tab-close").addEventListener("click", () => this.close(this.active));
    byId("tab-add").addEventListener("click", () => this.open("", "Query"));
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.draw();
  }

  /** A query in a new tab, or in the one that already holds it. */
  open(text, title = "Query", form = null) {
    const same = this.list.find((tab) => tab.text.trim() === text.trim());
    if (same) Object.assign(same, { title: title === "Query" ? same.title : title, form: form ?? same.form });
    const tab = same ?? { id: fresh(), title, text, form };
    if (!same) {
      this.list.push(tab);
      if (this.list.length > MOST) this.list.splice(this.list.findIndex((one) => one !== tab && one !== this.active), 1);
    }
    this.show(tab);
  }

  show(tab) {
    this.active = tab;
    this.draw();
    this.opened(tab);
  }

  close(tab) {
    const at = this.list.indexOf(tab);
    this.list.splice(at, 1);
    if (!this.list.length) this.list.push({ id: fresh(), title: "Query", text: "" });
    if (tab === this.active) this.show(this.list[Math.max(0, at - 1)]);
    else this.draw();
  }

  /** What has been written in the tab that is open. */
  write(text) {
    this.active.text = text;
    this.#keep();
  }

  rename(title) {
    this.active.title = title.slice(0, 80);
    this.draw();
  }

  draw() {
    const line = (tab) => {
      const here = tab === this.active;
      return h("button", { type: "button", role: "tab", class: "tab", id: `tab-${tab.id}`, "aria-selected": String(here), "aria-controls": "query", tabindex: here ? "0" : "-1", title: tab.title, onclick: () => this.show(tab), onauxclick: (event) => event.button === 1 && this.close(tab) }, tab.title);
    };
    this.box.replaceChildren(...this.list.map(line));
    byId("tab-close").disabled = this.list.length === 1 && !this.active.text;
    this.box.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#keep();
  }

  #key(event) {
    if (event.key === "Delete" && event.target.getAttribute("role") === "tab") {
      this.close(this.active);
      byId(`tab-${this.active.id}`).focus();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.getAttribute("role") !== "tab") return;
    const at = (this.list.indexOf(this.active) + step + this.list.length) % this.list.length;
    this.show(this.list[at]);
    byId(`tab-${this.active.id}`).focus();
  }

  #keep() {
    keep("tabs", { list: this.list, active: this.active.id });
  }
}

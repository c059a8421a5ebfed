// The details: what a thing is, what it is related to, and the words of the notes that say so.
import * as api from "./api.js";
import { claim } from "./claims.js";
import { FAMILY_HUES } from "./data.js";
import { byId, h } from "./dom.js";
import { mark } from "./shapes.js";
import { start } from "./start.js";
import { askStory } from "./asked.js";
import { compareStory } from "./comparison.js";
import { edgeStory, pathStory } from "./stories.js";

const KINDS = { Limit: "Limits", Rule: "Rules", Comparison: "Comparisons", ClosedList: "Complete lists", Role: "Roles", Flow: "Flows", Step: "Steps" };
const FEW = 6;

export class Panel {
  constructor(data, act) {
    Object.assign(this, { data, act, box: byId("panel"), showing: null, told: null, scrolled: 0 });
    this.box.addEventListener("scroll", () => (this.scrolled = this.box.scrollTop), { passive: true });
  }

  /** What there is to read for a state. */
  show(state, before) {
    this.state = state;
    const { mode, focus, path, compared, selected, edge, ask } = state;
    const { data, act } = this;
    if (edge) return this.#story(edge, () => edgeStory(data, act, data.edge.get(edge)));
    if (selected) return this.#about(selected, before);
    if (ask) return this.#story(ask, () => askStory(data, act, ask));
    if (mode === "path") return this.#story(path, () => pathStory(data, act, path));
    if (mode === "compare") return this.#story(compared, () => compareStory(data, act, compared));
    if (focus) return this.#about(focus, before);
    return this.showing !== "start" && this.start();
  }

  /** A thing, anew where what can be done with it may be another. */
  #about(id, { shown, pins }) {
    return (id !== this.showing || shown !== this.state.shown || pins !== this.state.pins) && this.thing(id);
  }

  start() {
    Object.assign(this, { showing: "start", told: null });
    this.#fill(...start(this.data, this.act));
  }

  async thing(id) {
    const node = this.data.nodes.get(id);
    const again = this.showing === id;
    if (!again) this.#fill(this.#head(node), h("div", { class: "skeleton", "aria-hidden": "true" }, h("i"), h("i"), h("i")), h("p", { class: "unseen" }, "Loading what the notes say"));
    Object.assign(this, { showing: id, told: null });
    this.box.ariaBusy = "true";
    try {
      const details = await api.thing(id);
      if (again) await painted(); // the picture first: what is told of the thing is there already
      if (this.showing === id) this.#details(node, details);
    } catch (error) {
      if (this.showing === id) this.#trouble([this.#head(node)], error, () => this.thing(id));
    }
  }

  /** Something told from answers of the server; a failure says what failed and can be tried again. */
  async #story(about, tell, again = false) {
    if (this.told === about && !again) return undefined;
    Object.assign(this, { showing: "story", told: about });
    this.box.ariaBusy = "true";
    try {
      const parts = await tell();
      if (this.told === about) this.#fill(...parts);
    } catch (error) {
      if (this.told === about) this.#trouble([], error, () => this.#story(about, tell, true));
    }
    return undefined;
  }

  #trouble(head, error, again) {
    const candidates = (error.problem?.candidates ?? []).filter((one) => this.data.nodes.has(one.id));
    this.#fill(...head,
      h("div", { class: "trouble" }, h("p", {}, h("strong", {}, error.problem?.title ?? "Something went wrong")), h("p", {}, error.message),
        candidates.length > 0 && h("div", { class: "chips" }, ...candidates.map((one) => h("button", { type: "button", onclick: () => this.act.focus(one.id) }, one.label))),
        h("button", { type: "button", onclick: again }, "Try again")));
  }

  #head(node) {
    const category = this.data.categories.get(node.category);
    const type = this.data.types.find((one) => one.id === node.type);
    return h("header", {},
      h("p", { class: "kind" }, mark(node.type, category.color), `${type.label} · ${category.label}`),
      h("h2", { id: "title" }, node.label));
  }

  #details(node, details) {
    const statements = Object.entries(KINDS).map(([kind, title]) => [title, details.statements.filter((one) => one.kind === kind)]).filter(([, found]) => found.length);
    const families = groupBy(details.relations, (group) => group.family.id);
    this.#fill(
      this.#head(node), ...this.#names(details.names, node.label), h("p", { class: "definition" }, details.definition), this.#acts(node),
      ...[...families.values()].map((groups) => this.#family(groups)),
      ...statements.map(([title, found]) => h("section", {}, h("h3", {}, title, h("span", {}, String(found.length))), ...this.#few(found.map((one) => this.#claim(one, this.#partsOf(one, node.id)))))),
      ...this.#named(details.named), ...this.#elsewhere(node));
  }

  /** Where else the thing can be read: its page, its data. */
  #elsewhere({ id }) {
    if (api.offline()) return [];
    const link = (href, text) => h("a", { class: "link", href }, text);
    return [h("p", { class: "elsewhere" }, link(`id/${encodeURIComponent(id)}`, "Its page"), " · ", link(`data/${encodeURIComponent(id)}.ttl`, "Turtle"), " · ", link(`data/${encodeURIComponent(id)}.jsonld`, "JSON-LD"), " · ", link(`related/${encodeURIComponent(`id:${id}`)}`, "Related, as JSON"))];
  }

  /** Each name once, however it is capitalised, and none that is the heading. */
  #names(names, label) {
    const said = new Set([label.toLowerCase()]);
    const fresh = (text) => !said.has(text.toLowerCase()) && said.add(text.toLowerCase());
    const of = (...kinds) => names.filter((name) => kinds.includes(name.kind)).map((name) => name.text).filter(fresh);
    const line = (word, texts) => texts.length > 0 && h("p", { class: "names" }, `${word} `, h("strong", {}, texts.join(", ")));
    return [line("stands for", of("expansion")), line("also", of("acronym", "other")), line("formerly", of("former"))];
  }

  #acts(node) {
    const { act } = this;
    const { id } = node;
    const { count, total } = act.outlook(id);
    const { mode, focus, shown } = this.state;
    const middle = mode === "ego" && focus === id;
    const button = (text, work) => h("button", { type: "button", onclick: work }, text);
    const brought = act.brought(id).size;
    return h("div", { class: "acts" },
      count > 0 && button(`Fan out (${count === total ? count : `${count} of ${total}`})`, () => act.expand(id)),
      brought > 0 && button(`Fold in (${brought})`, () => act.collapse(id)),
      !middle && total > 0 && button("Only its neighbours", () => act.focus(id)),
      button("Path to …", () => act.pathFrom(id)), button("Compare with …", () => act.compareWith(id)),
      !middle && (!shown || shown[id]) && button("Hide", () => act.hide(id)), act.pinned(id) && button("Put back", () => act.unpin(id)),
      !globalThis.fanoutAlone && h("a", { class: "button", href: `page/${id}` }, "Page"));
  }

  #family(groups) {
    const { family } = groups[0];
    const count = groups.reduce((sum, group) => sum + group.count, 0);
    return h("section", {},
      h("h3", {}, h("span", { class: `dash ${FAMILY_HUES[family.id]}`, "aria-hidden": "true" }), h("b", {}, family.label[0].toUpperCase() + family.label.slice(1)), h("span", {}, String(count))),
      ...groups.map((group) => h("div", { class: "group" }, h("h4", {}, group.relation.label, group.count > 1 && h("span", {}, String(group.count))), ...this.#few(group.items.map((item) => this.#claim(item, [item.thing], this.#edgeOf(group, item)))))));
  }

  #few(claims) {
    const more = claims.length - FEW;
    return [...claims.slice(0, FEW), more > 0 && h("details", {}, h("summary", {}, `${more} more`), ...claims.slice(FEW))];
  }

  /** The things that a statement names, except the one whose page this is. */
  #partsOf(statement, id) {
    const ids = Object.values(statement.parts ?? {}).flat().filter((part) => part !== id && this.data.nodes.has(part));
    return [...new Set(ids)].map((part) => ({ id: part, label: this.data.nodes.get(part).label }));
  }

  /** The id of the relation that an item of a group is, told from the thing shown. */
  #edgeOf({ relation, direction }, { thing }) {
    const ends = [this.showing, thing.id];
    const ids = [ends, [...ends].reverse()].map(([from, to]) => `${from}|${relation.id}|${to}`);
    return (direction === "in" ? ids.reverse() : ids).find((id) => this.data.edge.has(id));
  }

  #claim(item, things, edge = null) {
    return claim(item, things, (id) => this.act.select(id), { read: edge && (() => this.act.read(edge)) });
  }

  #named(named) {
    if (!named.length) return [];
    const word = { acronym: "Acronym", expansion: "In words" };
    const claims = named.map((one) => this.#claim({ ...one, sentence: `${word[one.kind] ?? "Name"}: ${one.text}` }, []));
    return [h("section", {}, h("h3", {}, "What the notes call it", h("span", {}, String(named.length))), ...this.#few(claims))];
  }

  /** Fill the panel; the place where somebody reads, and what has the focus, stay where they are still there. */
  #fill(...children) {
    const about = this.told ?? this.showing;
    const top = this.filled === about ? this.scrolled : 0;
    this.filled = about;
    const active = document.activeElement;
    const inside = this.box.contains(active) && active !== this.box;
    this.box.replaceChildren(...children.flat().filter(Boolean));
    this.box.ariaBusy = "false";
    if (this.scrolled) this.box.scrollTop = top; // asking would have the page laid out at once
    if (!inside) return;
    const same = top ? [...this.box.querySelectorAll(active.tagName)].find((one) => one.textContent === active.textContent) : null;
    (same ?? this.box).focus({ preventScroll: true });
  }
}

function groupBy(list, key) {
  const found = new Map();
  for (const one of list) found.set(key(one), [...(found.get(key(one)) ?? []), one]);
  return found;
}

/** After the next frame has been drawn. */
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

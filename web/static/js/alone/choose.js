// Which of several things to take, out of the rows of a comparison: the same sentences as graph/answers/choose.py, which a test holds to.
const MOST = 3;
const QUESTIONS = ["how ", "what ", "who ", "question", "after ", "at ", "before ", "in "];

const listed = (words, last = "and") => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`);

/** A sentence for each thing that some row sets apart. */
export function choices(known, rows) {
  return known.ids.flatMap((id, place) => {
    const sorts = [["you care about", cares(rows, id, place)], ["you need", needs(known, rows, place)], ["it is for", uses(known, rows, place)], ["you want", wants(rows, place)]];
    const told = sorts.filter(([, reasons]) => reasons.length).map(([verb, reasons]) => `${verb} ${listed(reasons, "or")}`);
    return told.length ? [`Choose ${known.label(id)} if ${told.join(", or if ")}.`] : [];
  });
}

const cares = (rows, id, place) => rows.filter((row) => row.favors === id && row.verdict === "differing")
  .map((row) => row.label + (["ahead", "yes"].includes(row.cells[place].value) ? "" : ` (${row.cells[place].value})`)).slice(0, MOST);

function needs(known, rows, place) {
  const lacking = new Map();
  for (const row of rows) {
    if (row.kind !== "relation" || row.way !== "out" || row.cells[place].verdict !== "yes") continue;
    const without = known.ids.filter((_, index) => row.cells[index].verdict === "no").map(known.label);
    const key = without.join("\u0000");
    if (without.length) lacking.set(key, { without, found: [...(lacking.get(key)?.found ?? []), row] });
  }
  return [...lacking.values()].map(({ without, found }) => `${listed(found.slice(0, MOST).map((row) => inside(known, row.objects[0])), "or")}, which ${listed(without)} ${without.length === 1 ? "does" : "do"} not offer`);
}

function uses(known, rows, place) {
  return rows.flatMap((row) => {
    const kind = known.data.relations.get(row.relation);
    if (!kind || kind.family !== "choice" || kind.symmetric || row.way !== "out" || row.cells[place].verdict !== "value") return [];
    const named = row.cells[place].value.split(", ");
    const found = row.objects.filter((one) => kind.explains === 0 && named.includes(known.label(one))).map((one) => inside(known, one));
    return found.length ? [listed(found.slice(0, MOST + 1), "or")] : [];
  });
}

const wants = (rows, place) => rows.filter((row) => row.kind === "comparison" && row.favors === null && row.verdict === "differing" && row.cells[place].verdict === "value")
  .filter((row) => !["ahead", "behind"].includes(row.cells[place].value) && !QUESTIONS.some((start) => row.label.startsWith(start)))
  .map((row) => `${row.label} “${row.cells[place].value}”`).slice(0, MOST);

/** A thing's label inside a sentence: small where it is no name. */
function inside({ data, label }, id) {
  const text = label(id);
  const rest = text.split(" ")[0].slice(1);
  const plain = rest === rest.toLowerCase() && rest !== rest.toUpperCase();
  return plain && data.meta.paths.generic.includes(data.nodes.get(id).type) ? text[0].toLowerCase() + text.slice(1) : text;
}

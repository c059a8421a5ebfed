// Whether the server is still there and still has the graph that the page shows: asked when somebody comes back to the page.

const AT_MOST_EVERY = 30000;

/** Watch from now on. `dataset` is the digest of what the page shows; `say(text, { offer })` tells the person, null that all is well again. */
export function watch(dataset, say) {
  let last = -AT_MOST_EVERY;
  let gone = false;

  async function look() {
    last = performance.now();
    const answer = await fetch("health", { headers: { accept: "application/json" }, cache: "no-store" }).catch(() => null);
    const health = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!health) {
      gone = true;
      say("The server does not answer. What is on the map stays; quotes and search need the server.", { offer: ["Try again", look] });
    } else if (health.dataset !== dataset) say("The notes have changed since this page was opened.", { offer: ["Show what is there now", () => location.reload()] });
    else if (gone) {
      gone = false;
      say(null);
    }
  }

  const maybe = () => document.visibilityState === "visible" && performance.now() - last > AT_MOST_EVERY && look();
  addEventListener("focus", maybe);
  addEventListener("online", look);
  addEventListener("offline", look);
  document.addEventListener("visibilitychange", maybe);
}

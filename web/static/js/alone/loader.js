// Starts the stand-alone file: its script travels packed as its data does, and runs because the file's policy names its hash.
import "bz2"; // is then globalThis.bz2

/** The text of a block of the file: bzip2 in base64, capitals marked, as web/view.py packs it. */
globalThis.fanoutUnpack = (id) => {
  const packed = atob(document.getElementById(id).textContent.trim());
  const text = new TextDecoder().decode(globalThis.bz2.decompress(Uint8Array.from(packed, (letter) => letter.charCodeAt(0))));
  return text.replace(/\x01(.)/g, (_, letter) => letter.toUpperCase());
};

/** A browser that lacks something stops before the page is ready: the words that otherwise come late are told at once. */
addEventListener("error", () => document.documentElement.dataset.ready || document.getElementById("loading").classList.add("failed"));

const policy = globalThis.trustedTypes?.createPolicy("fanout", { createScript: (text) => text });
const code = globalThis.fanoutUnpack("code");
const script = document.createElement("script");
script.text = policy ? policy.createScript(code) : code;
document.body.append(script);

// The data of the stand-alone file: JSON in bzip2 in base64, as web/view.py packs it.
import "bz2"; // is then globalThis.bz2
import { Carried } from "./carried.js";

const packed = atob(document.getElementById("packed").textContent.trim());
const bytes = globalThis.bz2.decompress(Uint8Array.from(packed, (letter) => letter.charCodeAt(0)));
const raw = JSON.parse(new TextDecoder().decode(bytes));

globalThis.fanoutAlone = { raw, carried: (data) => new Carried(data, data.meta.carried) };
